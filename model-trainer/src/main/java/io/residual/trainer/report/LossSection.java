package io.residual.trainer.report;

import io.residual.model.bundle.TrainingCourse;
import io.residual.model.bundle.TrainingSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How the losses went down. */
final class LossSection {

  /** More networks look much the same. */
  private static final int MOST_PLOTS = 8;

  private LossSection() {}

  static void add(Html body, TrainingSummary training) {
    List<TrainingCourse> courses = training.courses();
    // A network that was set up in one go has no course to show.
    List<Integer> shown =
        IntStream.range(0, courses.size())
            .filter(i -> courses.get(i).epochs() > 1)
            .boxed()
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    body.raw("<h2>Training</h2>");
    body.format(
        "<p class=\"sub\">%,d rows to train, %,d held back; batches of %d, %s, seed %d, %s.</p>",
        training.trainingRows(),
        training.validationRows(),
        training.batchSize(),
        training.optimizer(),
        training.seed(),
        Numbers.duration(1000 * training.seconds()));
    body.raw("<div class=\"plots\">");
    for (int network : shown.subList(0, Math.min(MOST_PLOTS, shown.size()))) {
      String title =
          courses.size() == 1
              ? "Loss by epoch"
              : "Loss by epoch, network " + (network + 1) + " of " + courses.size();
      body.raw(plot(title, courses.get(network)));
    }
    body.raw("</div>");
  }

  private static String plot(String title, TrainingCourse course) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (List<Double> losses : List.of(course.trainingLoss(), course.validationLoss())) {
      for (double loss : losses) {
        if (loss > 0 && Double.isFinite(loss)) {
          low = Math.min(low, loss);
          high = Math.max(high, loss);
        }
      }
    }
    if (high == 0) {
      low = 1e-9;
      high = 1;
    }
    Plot plot =
        new Plot(
                title,
                Axis.linear("epoch", 1, course.epochs()),
                Axis.logarithmic("mean squared error", low * 0.9, high * 1.1))
            .line("s1", "training rows", points(course.trainingLoss()))
            .line("s2", "held-back rows", points(course.validationLoss()));
    if (course.bestEpoch() >= 1) {
      plot.rule("s3", "kept: epoch " + course.bestEpoch(), course.bestEpoch());
    }
    return plot.html();
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
