/**
 * Fits autoencoders and packs them into bundles; the only place of the trainer where Deeplearning4j
 * and ONNX types appear.
 *
 * <p>{@link io.residual.trainer.fit.ModelFitter} goes the whole way from rows to a bundle; {@link
 * io.residual.trainer.fit.AutoencoderFitter} fits a network on a matrix; {@link
 * io.residual.trainer.fit.OnnxExporter} writes its graph.
 */
package io.residual.trainer.fit;
