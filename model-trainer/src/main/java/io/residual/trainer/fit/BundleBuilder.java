package io.residual.trainer.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.TrainingCourse;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.config.LearningRateSchedule;
import io.residual.model.config.TrainingSettings;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.ensemble.Member;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.score.dl4j.NetworkArchive;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.data.TrainingRows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;

/** Packs fitted networks into a bundle and calibrates their error on the held-back rows. */
final class BundleBuilder {

  /** Twelve hexadecimal digits: no two models of one team will ever share them by chance. */
  private static final int VERSION_DIGITS = 12;

  /** A version that is still to come. */
  private static final String UNKNOWN = "unknown";

  private BundleBuilder() {}

  /**
   * The bundle of fitted networks.
   *
   * @param labels what chooses the threshold's risk; empty to keep the pipeline's
   */
  static ModelBundle build(
      FitRequest request,
      TrainingRows rows,
      List<FittedMember> members,
      Optional<LabelledChoice> labels) {
    TrainingSettings training = request.pipeline().training();
    Ensemble ensemble =
        EnsembleErrors.ensemble(
            members,
            training.imbalance().ensemble().combination(),
            training.error(),
            rows.encoder(),
            rows.validation(),
            averagedRecords(training, rows));
    SequenceWindow window = request.pipeline().window();
    Calibration calibration =
        Calibration.of(
            EnsembleErrors.smoothed(
                EnsembleErrors.of(members, ensemble, rows.validation()),
                rows.validation(),
                window));
    ThresholdSettings threshold = request.pipeline().threshold();
    if (labels.isPresent()) {
      threshold =
          labels
              .get()
              .threshold(
                  threshold,
                  calibration,
                  EnsembleErrors.of(members, ensemble, labels.get().anomalies()),
                  rows.report().training() + rows.report().validation());
    }
    return bundle(
        request,
        members,
        new Manifest(
            Manifest.FORMAT,
            request.pipeline().name(),
            UNKNOWN,
            request.createdAt(),
            request.pipeline().schema(),
            rows.encoder(),
            window,
            ensemble,
            calibration,
            threshold,
            request.pipeline().alerts(),
            request.pipeline().explanation(),
            summary(rows, training, members),
            Map.of()));
  }

  /**
   * A bundle with its networks replaced by those of the same kind that were fitted again, to more
   * rows. What the held-back rows said stays: scales, calibration, threshold, the course of the
   * fit.
   */
  static ModelBundle with(List<FittedMember> members, ModelBundle calibrated, FitRequest request) {
    Manifest known = calibrated.manifest();
    List<Member> replaced = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      Member before = known.ensemble().members().get(m);
      replaced.add(new Member(members.get(m).shape(), before.error(), before.scale()));
    }
    Ensemble ensemble =
        new Ensemble(replaced, known.ensemble().combination(), known.ensemble().averagedRecords());
    return bundle(request, members, known.with(UNKNOWN, ensemble));
  }

  /** The networks with a manifest whose version may have to be made up yet. */
  private static ModelBundle bundle(
      FitRequest request, List<FittedMember> members, Manifest manifest) {
    List<Model> networks = members.stream().map(member -> member.fitted().network()).toList();
    byte[] graph = OnnxExporter.export(networks);
    Map<String, byte[]> entries = new HashMap<>();
    entries.put(ModelBundle.ONNX_ENTRY, graph);
    for (int m = 0; m < networks.size(); m++) {
      entries.put(ModelBundle.dl4jEntry(m), NetworkArchive.write(networks.get(m)));
    }
    String version =
        request
            .modelVersion()
            .orElseGet(
                () -> version(graph, manifest.encoder(), manifest.window(), manifest.ensemble()));
    return new ModelBundle(manifest.with(version, manifest.ensemble()), entries);
  }

  private static Integer averagedRecords(TrainingSettings training, TrainingRows rows) {
    FieldColumns columns = FieldColumns.of(rows.encoder(), rows.validation().features());
    return EnsembleFitter.series(training, columns) ? columns.recordCount() : null;
  }

  /** A bundle around a network that was not fitted here. */
  static ModelBundle imported(
      FitRequest request,
      TrainingRows rows,
      ImportedGraph graph,
      ErrorMeasure error,
      Calibration calibration) {
    byte[] onnx = graph.entries().get(ModelBundle.ONNX_ENTRY);
    Ensemble ensemble = Ensemble.of(graph.network(), error);
    SequenceWindow window = request.pipeline().window();
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            request.pipeline().name(),
            request.modelVersion().orElseGet(() -> version(onnx, rows.encoder(), window, ensemble)),
            request.createdAt(),
            request.pipeline().schema(),
            rows.encoder(),
            window,
            ensemble,
            calibration,
            request.pipeline().threshold(),
            request.pipeline().alerts(),
            request.pipeline().explanation(),
            new TrainingSummary(
                0,
                rows.report().training() + rows.report().validation(),
                rows.report().bad(),
                request.pipeline().training().seed(),
                1,
                "imported",
                List.of(),
                0),
            Map.of());
    return new ModelBundle(manifest, graph.entries());
  }

  private static TrainingSummary summary(
      TrainingRows rows, TrainingSettings settings, List<FittedMember> members) {
    return new TrainingSummary(
        rows.training().rows(),
        rows.validation().rows(),
        rows.report().bad(),
        settings.seed(),
        settings.batchSize(),
        optimizer(settings),
        members.stream().map(member -> course(member.fitted())).toList(),
        members.stream().mapToDouble(member -> member.fitted().seconds()).sum());
  }

  private static TrainingCourse course(FittedNetwork fitted) {
    return new TrainingCourse(fitted.trainingLoss(), fitted.validationLoss(), fitted.bestEpoch());
  }

  private static String optimizer(TrainingSettings settings) {
    return "adam("
        + settings.learningRate()
        + (settings.schedule().equals(LearningRateSchedule.CONSTANT)
            ? ""
            : ", " + settings.schedule().describe())
        + (settings.weightDecay() > 0 ? ", weight decay " + settings.weightDecay() : "")
        + ")";
  }

  /** Tells models apart by what they compute: the graph, what is before it and what is behind. */
  private static String version(
      byte[] graph, FeatureEncoder encoder, SequenceWindow window, Ensemble ensemble) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(graph);
      JsonMapper json = new JsonMapper();
      digest.update(json.writeValueAsBytes(encoder));
      digest.update(json.writeValueAsBytes(window));
      digest.update(json.writeValueAsBytes(ensemble));
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("every Java platform has SHA-256; the rest is plain", e);
    }
  }
}
