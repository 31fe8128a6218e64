package io.residual.trainer.fit;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.NetworkSpec;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.TrainingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes a bundle out of an autoencoder that was trained elsewhere: the schema is the pipeline
 * file's, the encoder is fitted to normal rows, and the error is calibrated on all of them, since
 * the network has seen none. Thread safe.
 */
public final class ModelImporter {

  /** The first bytes of every HDF5 file. */
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private static final int BATCH = 1024;

  private ModelImporter() {}

  /**
   * What came of an import.
   *
   * @param outcome the bundle, and how the rows were read
   * @param explained part of the rows' variance that the network gives back, at most 1; at 0 it
   *     does no better than the mean, and below worse: then it was hardly trained on rows encoded
   *     like these
   */
  public record Imported(FitOutcome outcome, double explained) {}

  /**
   * Imports a network.
   *
   * @param network HDF5 file of Keras, or ONNX file
   * @throws IOException if the network or the rows cannot be read, or do not fit each other
   */
  public static Imported read(Path network, FitRequest request) throws IOException {
    TrainingRows rows = ModelFitter.rows(request);
    EncodedRows all = together(rows.training(), rows.validation());
    ImportedGraph graph =
        isHdf5(network) ? KerasImport.read(network) : OnnxImport.read(network, all.features());
    if (graph.network().outputs() != all.features()) {
      throw new InputFormatException(
          network.toString(),
          "takes "
              + graph.network().outputs()
              + " features, but the fields of the schema make "
              + all.features()
              + "; list the fields in the order in which the network was trained on them");
    }
    float[] reconstructions = reconstruct(request, rows, graph, all);
    ErrorMeasure error =
        EnsembleErrors.measure(
            request.pipeline().training().error(), rows.encoder(), all, reconstructions);
    Calibration calibration = Calibration.of(EnsembleErrors.of(error, all, reconstructions));
    ModelBundle bundle = BundleBuilder.imported(request, rows, graph, error, calibration);
    return new Imported(new FitOutcome(bundle, rows.report()), explained(all, reconstructions));
  }

  private static boolean isHdf5(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
    }
  }

  private static EncodedRows together(EncodedRows first, EncodedRows second) {
    EncodedRows all = EncodedRows.allocate((long) first.rows() + second.rows(), first.features());
    int length = first.rows() * first.features();
    System.arraycopy(first.values(), 0, all.values(), 0, length);
    System.arraycopy(second.values(), 0, all.values(), length, second.rows() * second.features());
    return all;
  }

  /** With the runtime that the job will use, so that what it cannot run is found out now. */
  private static float[] reconstruct(
      FitRequest request, TrainingRows rows, ImportedGraph graph, EncodedRows all)
      throws IOException {
    NetworkSpec network = graph.network();
    Manifest draft =
        BundleBuilder.imported(
                request,
                rows,
                graph,
                ErrorMeasure.squared(all.features()),
                Calibration.of(new double[] {1}))
            .manifest();
    float[] reconstructions = new float[all.rows() * all.features()];
    try (Reconstructor reconstructor =
        ScoringRuntimes.open(ScoringRuntimes.ONNX, new ModelBundle(draft, graph.entries()))) {
      float[] in = new float[BATCH * all.features()];
      float[] out = new float[in.length];
      for (int from = 0; from < all.rows(); from += BATCH) {
        int count = Math.min(BATCH, all.rows() - from);
        int length = count * all.features();
        System.arraycopy(all.values(), from * all.features(), in, 0, length);
        reconstructor.reconstruct(in, count, out);
        System.arraycopy(out, 0, reconstructions, from * all.features(), length);
      }
    } catch (IllegalStateException e) {
      throw new IOException(network.describe(all.features()) + " fails: " + e.getMessage(), e);
    }
    for (float value : reconstructions) {
      if (!Float.isFinite(value)) {
        throw new IOException(
            "the network makes " + value + " of normal rows; scale the fields as in its training");
      }
    }
    return reconstructions;
  }

  /** 1 - (sum of squared residuals) / (sum of squared distances from the mean). */
  private static double explained(EncodedRows rows, float[] reconstructions) {
    int features = rows.features();
    double[] means = new double[features];
    for (int i = 0; i < reconstructions.length; i++) {
      means[i % features] += rows.values()[i] / (double) rows.rows();
    }
    double residual = 0;
    double total = 0;
    for (int i = 0; i < reconstructions.length; i++) {
      double value = rows.values()[i];
      residual += (value - reconstructions[i]) * (value - reconstructions[i]);
      total += (value - means[i % features]) * (value - means[i % features]);
    }
    return total > 0 ? 1 - residual / total : Double.NaN;
  }
}
