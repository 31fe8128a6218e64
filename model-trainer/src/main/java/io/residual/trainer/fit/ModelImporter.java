package io.residual.trainer.fit;

import io.residual.model.bundle.Manifest;
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

/**
 * Makes a bundle out of an autoencoder that was trained elsewhere: the schema is the pipeline
 * file's, the encoder is fitted to normal rows, and the error is calibrated on all of them, since
 * the network has seen none. Thread safe.
 */
public final class ModelImporter {

  /** The first bytes of every HDF5 file. */
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

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
    NetworkRows all = new JoinedRows(rows.training(), rows.validation());
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
    try (Reconstructor reconstructor = open(request, rows, graph, all.features())) {
      // Seen by the runtime that the job will use, so that what it cannot run is found out now.
      ReconstructedRows seen = new SeenRows(reconstructor, all);
      requireFinite(seen);
      ErrorMeasure error =
          EnsembleErrors.measure(request.pipeline().training().error(), rows.encoder(), seen);
      Calibration calibration = Calibration.of(EnsembleErrors.of(error, seen));
      ModelBundle bundle =
          FitFindings.addTo(BundleBuilder.imported(request, rows, graph, error, calibration), all);
      return new Imported(new FitOutcome(bundle, rows.report()), explained(seen));
    } catch (IllegalStateException e) {
      throw new IOException(
          graph.network().describe(all.features()) + " fails: " + e.getMessage(), e);
    }
  }

  private static boolean isHdf5(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
    }
  }

  private static Reconstructor open(
      FitRequest request, TrainingRows rows, ImportedGraph graph, int features) throws IOException {
    ErrorMeasure squared = ErrorMeasure.squared(features);
    Manifest draft =
        BundleBuilder.imported(request, rows, graph, squared, Calibration.of(new double[] {1}))
            .manifest();
    return ScoringRuntimes.open(ScoringRuntimes.ONNX, new ModelBundle(draft, graph.entries()));
  }

  private static void requireFinite(ReconstructedRows rows) throws IOException {
    float[] found = {0};
    rows.forEach(
        (in, out, count) -> {
          for (int i = 0; i < count * rows.features(); i++) {
            found[0] = Float.isFinite(found[0]) ? out[i] : found[0];
          }
        });
    if (!Float.isFinite(found[0])) {
      throw new IOException(
          "the network makes " + found[0] + " of normal rows; scale the fields as in its training");
    }
  }

  private record JoinedRows(NetworkRows first, NetworkRows second) implements NetworkRows {

    @Override
    public int rows() {
      return Math.addExact(first.rows(), second.rows());
    }

    @Override
    public int features() {
      return first.features();
    }

    @Override
    public void copy(int row, float[] target, int at) {
      if (row < first.rows()) {
        first.copy(row, target, at);
      } else {
        second.copy(row - first.rows(), target, at);
      }
    }
  }

  private record SeenRows(Reconstructor reconstructor, NetworkRows source)
      implements ReconstructedRows {

    @Override
    public int rows() {
      return source.rows();
    }

    @Override
    public int features() {
      return source.features();
    }

    @Override
    public void forEach(Taker taker) {
      float[] in = new float[Math.multiplyExact(BATCH, features())];
      float[] out = new float[in.length];
      for (int from = 0; from < rows(); from += BATCH) {
        int count = Math.min(BATCH, rows() - from);
        for (int i = 0; i < count; i++) {
          source.copy(from + i, in, i * features());
        }
        reconstructor.reconstruct(in, count, out);
        taker.take(in, out, count);
      }
    }
  }

  /** 1 - (sum of squared residuals) / (sum of squared distances from the mean). */
  private static double explained(ReconstructedRows rows) {
    int features = rows.features();
    double[] means = new double[features];
    rows.forEach(
        (in, out, count) -> {
          for (int i = 0; i < count * features; i++) {
            means[i % features] += in[i] / (double) rows.rows();
          }
        });
    double[] sums = new double[2];
    rows.forEach(
        (in, out, count) -> {
          for (int i = 0; i < count * features; i++) {
            double value = in[i];
            sums[0] += (value - out[i]) * (value - out[i]);
            sums[1] += (value - means[i % features]) * (value - means[i % features]);
          }
        });
    return sums[1] > 0 ? 1 - sums[0] / sums[1] : Double.NaN;
  }
}
