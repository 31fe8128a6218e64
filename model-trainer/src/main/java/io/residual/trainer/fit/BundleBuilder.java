package io.residual.trainer.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.config.LearningRateSchedule;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.score.dl4j.NetworkArchive;
import io.residual.model.sequence.SequenceWindow;
import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.data.TrainingRows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Packs a fitted network into a bundle and calibrates its error on the held-back rows. */
final class BundleBuilder {

  /** Twelve hexadecimal digits: no two models of one team will ever share them by chance. */
  private static final int VERSION_DIGITS = 12;

  private BundleBuilder() {}

  static ModelBundle build(
      FitRequest request, TrainingRows rows, FitSettings settings, FittedNetwork fitted) {
    ErrorMeasure error =
        measure(
            request.pipeline().training().error(),
            rows.encoder(),
            rows.validation(),
            fitted.network());
    byte[] graph = OnnxExporter.export(List.of(fitted.network()));
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            request.pipeline().name(),
            request
                .modelVersion()
                .orElseGet(() -> version(graph, rows.encoder(), request.pipeline().window())),
            request.createdAt(),
            request.pipeline().schema(),
            rows.encoder(),
            request.pipeline().window(),
            Ensemble.of(settings.network(), error),
            Calibration.of(errors(error, rows.validation(), fitted.network())),
            request.pipeline().threshold(),
            summary(rows, settings, fitted),
            Map.of());
    return new ModelBundle(
        manifest,
        Map.of(
            ModelBundle.ONNX_ENTRY,
            graph,
            ModelBundle.DL4J_ENTRY,
            NetworkArchive.write(fitted.network())));
  }

  /** A bundle around a network that was not fitted here. */
  static ModelBundle imported(
      FitRequest request,
      TrainingRows rows,
      ImportedGraph graph,
      ErrorMeasure error,
      Calibration calibration) {
    byte[] onnx = graph.entries().get(ModelBundle.ONNX_ENTRY);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            request.pipeline().name(),
            request
                .modelVersion()
                .orElseGet(() -> version(onnx, rows.encoder(), request.pipeline().window())),
            request.createdAt(),
            request.pipeline().schema(),
            rows.encoder(),
            request.pipeline().window(),
            Ensemble.of(graph.network(), error),
            calibration,
            request.pipeline().threshold(),
            new TrainingSummary(
                0,
                rows.report().training() + rows.report().validation(),
                rows.report().bad(),
                0,
                request.pipeline().training().seed(),
                1,
                "imported",
                List.of(),
                List.of(),
                0,
                0),
            Map.of());
    return new ModelBundle(manifest, graph.entries());
  }

  static ErrorMeasure measure(
      ErrorMeasure.Kind kind,
      FeatureEncoder encoder,
      NetworkRows heldBack,
      MultiLayerNetwork network) {
    return switch (kind) {
      case FIELD_MEAN ->
          ErrorMeasure.fieldMean(encoder, heldBack.features() / encoder.featureCount());
      case SQUARED -> ErrorMeasure.squared(heldBack.features());
      case STANDARDIZED -> ErrorMeasure.standardized(encoder, meanSquares(heldBack, network));
    };
  }

  private static double[] meanSquares(NetworkRows rows, MultiLayerNetwork network) {
    int features = rows.features();
    double[] squares = new double[features];
    Reconstructions.of(
        network,
        rows,
        (inputs, outputs, count) -> {
          for (int i = 0; i < count * features; i++) {
            double residual = (double) inputs[i] - outputs[i];
            squares[i % features] += residual * residual / rows.rows();
          }
        });
    return squares;
  }

  /** The errors of all rows, {@code [rows]}. */
  static double[] errors(ErrorMeasure measure, NetworkRows rows, MultiLayerNetwork network) {
    double[] errors = new double[rows.rows()];
    int[] next = {0};
    Reconstructions.of(
        network,
        rows,
        (inputs, outputs, count) -> {
          for (int i = 0; i < count; i++) {
            errors[next[0]++] = measure.of(inputs, outputs, i * rows.features());
          }
        });
    return errors;
  }

  private static TrainingSummary summary(
      TrainingRows rows, FitSettings settings, FittedNetwork fitted) {
    return new TrainingSummary(
        rows.report().training(),
        rows.report().validation(),
        rows.report().bad(),
        fitted.trainingLoss().size(),
        settings.seed(),
        settings.batchSize(),
        optimizer(settings),
        fitted.trainingLoss(),
        fitted.validationLoss(),
        fitted.bestEpoch(),
        fitted.seconds());
  }

  private static String optimizer(FitSettings settings) {
    return "adam("
        + settings.learningRate()
        + (settings.schedule().equals(LearningRateSchedule.CONSTANT)
            ? ""
            : ", " + settings.schedule().describe())
        + (settings.weightDecay() > 0 ? ", weight decay " + settings.weightDecay() : "")
        + ")";
  }

  /** Tells models apart by what they compute: the graph, and encoder and window before it. */
  private static String version(byte[] graph, FeatureEncoder encoder, SequenceWindow window) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(graph);
      JsonMapper json = new JsonMapper();
      digest.update(json.writeValueAsBytes(encoder));
      if (!window.single()) {
        digest.update(json.writeValueAsBytes(window));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("every Java platform has SHA-256; encoders are plain", e);
    }
  }
}
