package io.residual.trainer.report;

import io.residual.model.bundle.TrainingSummary;
import java.util.ArrayList;
import java.util.List;

/** How the losses went down. */
final class LossSection {

  private LossSection() {}

  static void add(Html body, TrainingSummary training) {
    int epochs = Math.max(training.trainingLoss().size(), training.validationLoss().size());
    if (epochs == 0) {
      return;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (List<Double> losses : List.of(training.trainingLoss(), training.validationLoss())) {
      for (double loss : losses) {
        if (loss > 0 && Double.isFinite(loss)) {
          low = Math.min(low, loss);
          high = Math.max(high, loss);
        }
      }
    }
    if (high == 0) {
      return;
    }
    Plot plot =
        new Plot(
                "Loss by epoch",
                Axis.linear("epoch", 1, Math.max(2, epochs)),
                Axis.logarithmic("mean squared error", low * 0.9, high * 1.1))
            .line("s1", "training rows", points(training.trainingLoss()))
            .line("s2", "held-back rows", points(training.validationLoss()));
    if (training.bestEpoch() >= 1) {
      plot.rule("s3", "kept: epoch " + training.bestEpoch(), training.bestEpoch());
    }
    body.raw("<h2>Training</h2>");
    body.format(
        "<p class=\"sub\">%,d rows to train, %,d held back; %d epochs in batches of %d, %s, seed %d,"
            + " %s.</p>",
        training.trainingRows(),
        training.validationRows(),
        training.epochs(),
        training.batchSize(),
        training.optimizer(),
        training.seed(),
        Numbers.duration(1000 * training.seconds()));
    body.raw("<div class=\"plots\">").raw(plot.html()).raw("</div>");
  }

  private static List<double[]> points(List<Double> losses) {
    List<double[]> points = new ArrayList<>();
    for (int epoch = 1; epoch <= losses.size(); epoch++) {
      if (Double.isFinite(losses.get(epoch - 1))) {
        points.add(new double[] {epoch, losses.get(epoch - 1)});
      }
    }
    return points;
  }
}
