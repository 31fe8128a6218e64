package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.data.TrainingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
    int width = rows.training().features();
    ImportedGraph graph =
        isHdf5(network) ? KerasImport.read(network) : OnnxImport.read(network, width);
    if (graph.network().outputs() != width) {
      throw new InputFormatException(
          network.toString(),
          "takes "
              + graph.network().outputs()
              + " features, but the fields of the schema make "
              + width
              + "; list the fields in the order in which the network was trained on them");
    }
    // The runtime that the job will use, so that what it cannot run is found out now.
    try (Reconstructor reconstructor =
        ScoringRuntimes.open(ScoringRuntimes.ONNX, draft(request, rows, graph, width))) {
      return calibrated(request, rows, graph, reconstructor);
    } catch (IllegalStateException e) {
      throw new IOException(network + " fails: " + e.getMessage(), e);
    }
  }

  private static boolean isHdf5(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
    }
  }

  /** The bundle before its error is known. */
  private static ModelBundle draft(
      FitRequest request, TrainingRows rows, ImportedGraph graph, int width) {
    return BundleBuilder.imported(
        request, rows, graph, ErrorMeasure.squared(width), Calibration.of(new double[] {1}));
  }

  private static Imported calibrated(
      FitRequest request, TrainingRows rows, ImportedGraph graph, Reconstructor reconstructor)
      throws IOException {
    int width = reconstructor.featureCount();
    int count = rows.training().rows() + rows.validation().rows();
    double[] sums = new double[width];
    double[] squares = new double[width];
    double[] residuals = new double[width];
    pass(
        rows,
        reconstructor,
        (in, out, at) -> {
          for (int j = 0; j < width; j++) {
            double value = in[at + j];
            double residual = value - out[at + j];
            sums[j] += value / count;
            squares[j] += value * value / count;
            residuals[j] += residual * residual / count;
          }
        });
    ErrorMeasure error =
        switch (request.pipeline().training().error()) {
          case FIELD_MEAN ->
              ErrorMeasure.fieldMean(rows.encoder(), width / rows.encoder().featureCount());
          case SQUARED -> ErrorMeasure.squared(width);
          case STANDARDIZED -> ErrorMeasure.standardized(rows.encoder(), residuals);
        };
    double[] errors = new double[count];
    int[] next = {0};
    pass(rows, reconstructor, (in, out, at) -> errors[next[0]++] = error.of(in, out, at));
    double residual = 0;
    double variance = 0;
    for (int j = 0; j < width; j++) {
      residual += residuals[j];
      variance += squares[j] - sums[j] * sums[j];
    }
    ModelBundle bundle =
        BundleBuilder.imported(request, rows, graph, error, Calibration.of(errors));
    return new Imported(
        new FitOutcome(bundle, rows.report()), variance > 0 ? 1 - residual / variance : Double.NaN);
  }

  /** Takes the row that begins at an index of both arrays. */
  private interface RowTaker {
    void take(float[] rows, float[] reconstructions, int at);
  }

  /** Reconstructs all rows, batch by batch. */
  private static void pass(TrainingRows rows, Reconstructor reconstructor, RowTaker taker)
      throws IOException {
    int width = reconstructor.featureCount();
    float[] in = new float[BATCH * width];
    float[] out = new float[in.length];
    for (NetworkRows part : List.of(rows.training(), rows.validation())) {
      for (int from = 0; from < part.rows(); from += BATCH) {
        int count = Math.min(BATCH, part.rows() - from);
        for (int i = 0; i < count; i++) {
          part.copy(from + i, in, i * width);
        }
        reconstructor.reconstruct(in, count, out);
        for (int i = 0; i < count * width; i++) {
          if (!Float.isFinite(out[i])) {
            throw new IOException(
                "the network makes "
                    + out[i]
                    + " of normal rows; scale the fields as in its training");
          }
        }
        for (int i = 0; i < count; i++) {
          taker.take(in, out, i * width);
        }
      }
    }
  }
}
