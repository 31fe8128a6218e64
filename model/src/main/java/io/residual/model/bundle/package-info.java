/**
 * The model bundle: one zip file with everything that scoring needs.
 *
 * <p>{@link io.residual.model.bundle.BundleWriter} makes it, {@link
 * io.residual.model.bundle.BundleReader} checks and opens it, {@link
 * io.residual.model.bundle.Manifest} says what is inside. Format 1:
 *
 * <ul>
 *   <li>{@code manifest.json}, first entry, with SHA-256 and size of all others;
 *   <li>{@code model.onnx}, the reconstruction graph: input {@code rows}, output {@code
 *       reconstructions}, both {@code float[n][features]};
 *   <li>{@code dl4j.zip}, the Deeplearning4j network, for further training.
 * </ul>
 */
package io.residual.model.bundle;
