package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.TrainingCourse;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.policy.NoiseFloors;
import io.residual.model.threshold.ThresholdReach;
import io.residual.trainer.data.RowReport;
import io.residual.trainer.fit.FitOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a fit gave, for people and for programs. */
final class FitSummary {

  private static final int SHOWN_CHOICES = 12;

  private FitSummary() {}

  static void print(FitOutcome outcome, Path file, PrintWriter err) throws IOException {
    Manifest manifest = outcome.bundle().manifest();
    TrainingSummary training = manifest.training();
    err.println();
    choices(manifest, err);
    err.printf(
        Locale.ROOT,
        "%s %s: %.1f s, %,.0f rows a second%n",
        manifest.name(),
        manifest.version(),
        training.seconds(),
        rowsPerSecond(training));
    for (TrainingCourse course : training.courses()) {
      err.printf(
          Locale.ROOT,
          "best epoch %d of %d, held-back loss %.5f%n",
          course.bestEpoch(),
          course.epochs(),
          course.validationLoss().get(course.bestEpoch() - 1));
    }
    err.printf(
        Locale.ROOT,
        "normal error: median %.4g, 99 %% below %.4g; threshold %.4g (one false alarm in %,.0f)%n",
        manifest.calibration().quantile(0.5),
        manifest.calibration().quantile(0.99),
        manifest.calibration().quantile(1 - manifest.threshold().risk()),
        1 / manifest.threshold().risk());
    err.printf(Locale.ROOT, "wrote %s, %,d bytes%n", file, Files.size(file));
    reach(manifest, err);
    err.flush();
  }

  private static void reach(Manifest manifest, PrintWriter err) {
    ThresholdReach reach = new ThresholdReach(manifest.calibration(), manifest.threshold());
    reach
        .amongNormalErrors()
        .ifPresent(
            problem ->
                err.println("warning: the job will refuse this model: its setting " + problem));
    reach.outOfReach().ifPresent(warning -> err.println("warning: " + warning));
    NoiseFloors.outOfReach(
            manifest.alerts().fields(), manifest.schema().fields(), manifest.encoder())
        .forEach(problem -> err.println("warning: the job will refuse this model: " + problem));
  }

  /** Training rows times epochs of all networks, by the time that these took. */
  private static double rowsPerSecond(TrainingSummary training) {
    double passes = training.courses().stream().mapToDouble(TrainingCourse::epochs).sum();
    return training.trainingRows() * passes / training.seconds();
  }

  /** Which encodings were chosen, and why; inspect shows all of them. */
  private static void choices(Manifest manifest, PrintWriter err) {
    List<String> choices = new ArrayList<>();
    for (int i = 0; i < manifest.schema().fields().size(); i++) {
      String reason = manifest.encoder().fields().get(i).reason();
      if (reason != null) {
        choices.add(manifest.schema().fields().get(i).name() + " encoded by " + reason);
      }
    }
    choices.stream().limit(SHOWN_CHOICES).forEach(err::println);
    if (choices.size() > SHOWN_CHOICES) {
      err.printf("and %d more fields; inspect shows them all%n", choices.size() - SHOWN_CHOICES);
    }
  }

  static void writeJson(
      FitOutcome outcome, Path file, String target, PrintWriter out, JsonMapper mapper)
      throws IOException {
    Manifest manifest = outcome.bundle().manifest();
    TrainingSummary training = manifest.training();
    RowReport rows = outcome.rows();
    ObjectNode node = mapper.createObjectNode();
    node.put("bundle", file.toString());
    node.put("bytes", Files.size(file));
    node.put("name", manifest.name());
    node.put("version", manifest.version());
    node.put("network", manifest.ensemble().describe());
    node.putPOJO("rows", rows);
    ArrayNode networks = node.putArray("networks");
    for (TrainingCourse course : training.courses()) {
      ObjectNode network = networks.addObject();
      network.put("epochs", course.epochs());
      network.put("bestEpoch", course.bestEpoch());
      network.put("trainingLoss", course.trainingLoss().get(course.bestEpoch() - 1));
      network.put("validationLoss", course.validationLoss().get(course.bestEpoch() - 1));
    }
    node.put("seconds", training.seconds());
    node.put("rowsPerSecond", Math.round(rowsPerSecond(training)));
    node.put("threshold", manifest.calibration().quantile(1 - manifest.threshold().risk()));
    String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    if (target.equals("-")) {
      out.println(text);
      out.flush();
    } else {
      Files.writeString(Path.of(target), text + System.lineSeparator());
    }
  }
}
