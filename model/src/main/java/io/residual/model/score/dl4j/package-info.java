/**
 * Scoring with Deeplearning4j: the network that was trained, without a conversion in between.
 *
 * <p>Slower than ONNX Runtime and the yardstick it is held to. {@link
 * io.residual.model.score.dl4j.Dl4jReconstructorFactory} is the entry; {@link
 * io.residual.model.score.dl4j.Dl4jNetworks} and {@link
 * io.residual.model.score.dl4j.NetworkArchive} are shared with the trainer, so that both sides
 * build the same network from the same description.
 */
package io.residual.model.score.dl4j;
