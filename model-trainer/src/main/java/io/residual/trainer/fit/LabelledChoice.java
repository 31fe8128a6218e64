package io.residual.trainer.fit;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.LabelledAnomalies;
import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.data.TrainingRows;
import io.residual.trainer.evaluate.RankMetrics;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;

/**
 * Chooses by labelled anomalies among what was fitted without them.
 *
 * @param anomalies encoded; at least {@link #LEAST_ANOMALIES} rows
 * @param heldBack rows without an anomaly that the network was not fitted on
 * @param kind how errors are measured
 */
record LabelledChoice(
    EncodedRows anomalies, NetworkRows heldBack, ErrorMeasure.Kind kind, FeatureEncoder encoder) {

  /** Fewer say more about themselves than about anomalies. */
  static final int LEAST_ANOMALIES = 10;

  /**
   * Reads what the request's labels may decide by.
   *
   * @return empty if they may decide nothing
   * @throws IOException if an input cannot be read
   * @throws IllegalArgumentException if there are too few anomalies, no label, or windows of
   *     several records, which have no label of their own
   */
  static Optional<LabelledChoice> of(FitRequest request, TrainingRows rows) throws IOException {
    if (request.labelUses().isEmpty()) {
      return Optional.empty();
    }
    if (request.label().isEmpty()) {
      throw new IllegalArgumentException("labels can choose nothing without --label");
    }
    if (!request.pipeline().window().single()) {
      throw new IllegalArgumentException(
          "labels can choose for models of single records only; leave --labels-choose or the"
              + " pipeline's sequence out");
    }
    EncodedRows anomalies =
        LabelledAnomalies.read(
            request.inputs(), request.pipeline().schema(), request.label().get(), rows.encoder());
    if (anomalies.rows() < LEAST_ANOMALIES) {
      throw new IllegalArgumentException(
          "labels can choose nothing: the rows have "
              + anomalies.rows()
              + " labelled anomalies, and at least "
              + LEAST_ANOMALIES
              + " are needed; leave --labels-choose out");
    }
    return Optional.of(
        new LabelledChoice(
            anomalies, rows.validation(), request.pipeline().training().error(), rows.encoder()));
  }

  /** Risks to choose among: from one record in a million to one in a hundred, ten a decade. */
  private static final double LEAST_RISK = 1e-6;

  private static final int RISKS = 41;

  /**
   * Tells epochs apart by the average precision with which errors rank the anomalies above the
   * held-back rows, rather than by the loss on the latter.
   */
  EpochCriterion epochs() {
    return this::badness;
  }

  private double badness(Model network, double validationLoss) {
    ReconstructedRows normal = new Reconstructions(network, heldBack);
    ErrorMeasure measure = EnsembleErrors.measure(kind, encoder, normal);
    return 1
        - averagePrecision(
            EnsembleErrors.of(measure, normal),
            EnsembleErrors.of(measure, new Reconstructions(network, anomalies)));
  }

  private static double averagePrecision(double[] normal, double[] anomalous) {
    double[] errors = Arrays.copyOf(normal, normal.length + anomalous.length);
    System.arraycopy(anomalous, 0, errors, normal.length, anomalous.length);
    boolean[] labels = new boolean[errors.length];
    Arrays.fill(labels, normal.length, labels.length, true);
    return RankMetrics.of(errors, labels).averagePrecision();
  }

  /** The settings with the best risk, see there. */
  ThresholdSettings threshold(
      ThresholdSettings settings, Calibration calibration, double[] anomalous, long normalRows) {
    return settings.withRisk(bestRisk(settings.risk(), calibration, anomalous, normalRows));
  }

  /**
   * The risk whose threshold gives the best F1 measure: the harmonic mean of precision and recall
   * (van Rijsbergen 1979). False alarms are expected from the risk itself, for as many normal rows
   * as came with the anomalies. Among equals, the smallest risk.
   *
   * @param otherwise the risk if no threshold finds any anomaly
   * @param anomalous errors of the anomalies
   * @param normalRows how many normal rows the input has
   */
  private static double bestRisk(
      double otherwise, Calibration calibration, double[] anomalous, long normalRows) {
    double bestRisk = otherwise;
    double bestF1 = 0;
    for (int i = 0; i < RISKS; i++) {
      double risk = LEAST_RISK * Math.pow(10, i / 10.0);
      double threshold = calibration.quantile(1 - risk);
      double found = Arrays.stream(anomalous).filter(error -> error > threshold).count();
      double f1 = 2 * found / (found + risk * normalRows + anomalous.length);
      if (f1 > bestF1 + 1e-9) {
        bestF1 = f1;
        bestRisk = risk;
      }
    }
    return bestRisk;
  }
}
