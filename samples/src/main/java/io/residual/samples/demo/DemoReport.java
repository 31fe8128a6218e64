package io.residual.samples.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Writes a result for people and for programs. */
final class DemoReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DemoReport() {}

  static void print(DemoResult result, PrintWriter out) {
    DetectionReport detection = result.detection();
    out.println();
    out.printf(
        Locale.ROOT,
        "records in %,d = scored %,d + dead-lettered %,d%s%n",
        detection.recordsIn(),
        detection.scored(),
        detection.deadLettered(),
        detection.balances() ? "" : "   DOES NOT BALANCE");
    out.printf(
        Locale.ROOT,
        "alerts     %,d about %,d incidents",
        detection.alerts(),
        detection.incidents());
    result
        .secondsToFirstAlert()
        .ifPresent(s -> out.printf(Locale.ROOT, ", the first %.1f s after the start", s));
    out.println();
    if (detection.anomalies() > 0) {
      printQuality(detection, out);
    }
    out.flush();
  }

  private static void printQuality(DetectionReport detection, PrintWriter out) {
    double rate = Tally.ratio(detection.anomalies(), detection.recordsIn());
    out.printf(
        Locale.ROOT,
        "flagged    precision %.3f (%d records wrongly), recall %.3f of %,d records labelled"
            + " anomalous%n",
        detection.precision(),
        detection.falseFlags(),
        detection.recall(),
        detection.anomalies());
    out.printf(
        Locale.ROOT,
        "incidents  %,d of %,d without a fault%n",
        detection.falseIncidents(),
        detection.incidents());
    out.printf(
        Locale.ROOT,
        "errors     AUROC %.3f (chance 0.500), average precision %.3f (chance %.3f)%n",
        detection.auroc(),
        detection.averagePrecision(),
        rate);
    if (detection.uncountedFlags() > 0) {
      out.printf(
          Locale.ROOT,
          "           %,d flagged records within a fault, but too close to normal to be labelled,"
              + " count neither way%n",
          detection.uncountedFlags());
    }
    if (detection.scoresBackwards()) {
      out.println(
          "WARNING    AUROC is below 0.5: the errors of anomalies are SMALLER than those of normal"
              + " records. The labels may be inverted, or the training rows are not normal.");
    }
    if (detection.byKind().size() > 1) {
      out.printf("%n%-20s %8s %8s %7s  %s%n", "fault", "records", "flagged", "recall", "faults");
      for (Map.Entry<String, DetectionReport.Kind> entry : detection.byKind().entrySet()) {
        DetectionReport.Kind kind = entry.getValue();
        out.printf(
            Locale.ROOT,
            "%-20s %8d %8d %7.3f  %d of %d found, %d by an alert of their own%n",
            entry.getKey(),
            kind.records(),
            kind.flagged(),
            kind.recall(),
            kind.found(),
            kind.faults(),
            kind.alerted());
      }
    }
  }

  static void writeJson(DemoResult result, Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("model", result.model().name());
    json.put("modelVersion", result.model().version());
    json.put("trainingSeconds", result.trainingSeconds());
    json.put("streamSeconds", result.streamSeconds());
    result
        .secondsToFirstAlert()
        .ifPresentOrElse(
            s -> json.put("secondsToFirstAlert", s), () -> json.putNull("secondsToFirstAlert"));
    ObjectNode detection = JSON.valueToTree(result.detection());
    // JSON has no NaN; what is undefined, such as a recall without anomalies, is null.
    detection
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isDouble() && !Double.isFinite(entry.getValue().asDouble())) {
                detection.putNull(entry.getKey());
              }
            });
    json.setAll(detection);
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
  }
}
