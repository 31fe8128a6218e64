/**
 * Scoring with ONNX Runtime on the exported graph: the default, 3 to 25 times faster than
 * Deeplearning4j on the same network. {@link io.residual.model.score.onnx.OnnxReconstructorFactory}
 * is the entry.
 */
package io.residual.model.score.onnx;
