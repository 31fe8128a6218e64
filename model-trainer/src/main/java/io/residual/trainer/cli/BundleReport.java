package io.residual.trainer.cli;

import io.residual.model.bundle.EntryDigest;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.TrainingCourse;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.ensemble.Member;
import io.residual.model.error.Calibration;
import io.residual.model.network.NetworkSpec;
import io.residual.model.sequence.SequenceWindow;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** A bundle described for people. */
final class BundleReport {

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 0.9999};

  private final ModelBundle bundle;
  private final Manifest manifest;
  private final StringBuilder text = new StringBuilder();

  BundleReport(ModelBundle bundle) {
    this.bundle = bundle;
    this.manifest = bundle.manifest();
  }

  String text() {
    line("%s, version %s", manifest.name(), manifest.version());
    line(
        "bundle format %d, written %s by training on %,d rows",
        manifest.format(), manifest.createdAt(), manifest.training().trainingRows());
    schema();
    network();
    training();
    errors();
    entries();
    return text.toString();
  }

  private void schema() {
    heading(
        "Fields: %d, as %d features",
        manifest.schema().fields().size(), manifest.encoder().featureCount());
    text.append(FieldTable.of(manifest.schema(), manifest.encoder()));
    manifest.schema().entityPointer().ifPresent(pointer -> line("  entity %s", pointer));
    manifest
        .schema()
        .eventTimePlace()
        .ifPresent(time -> line("  event time %s, %s", time.pointer(), time.format()));
    SequenceWindow window = manifest.window();
    if (!window.single()) {
      line(
          "  windows of %d records of an entity, %s",
          window.length(),
          window.maxGapMillis() == null
              ? "whatever the time between them"
              : "begun anew after a gap of more than " + seconds(window.maxGapMillis()));
    }
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
  }

  private void network() {
    heading("Network %s", manifest.ensemble().describe());
    List<NetworkSpec> shapes =
        manifest.ensemble().members().stream().map(Member::network).distinct().toList();
    shapes.forEach(shape -> text.append(new NetworkDescription(shape, manifest.width()).text()));
  }

  private void training() {
    TrainingSummary training = manifest.training();
    heading(
        "Training: %s, batches of %d, seed %d, %.1f s",
        training.optimizer(), training.batchSize(), training.seed(), training.seconds());
    line(
        "  %,d rows to train, %,d held back, %,d unreadable",
        training.trainingRows(), training.validationRows(), training.rejectedRows());
    List<TrainingCourse> courses = training.courses();
    for (int i = 0; i < courses.size(); i++) {
      NetworkSpec network = manifest.ensemble().members().get(i).network();
      String loss = new NetworkDescription(network, manifest.width()).loss();
      course((courses.size() == 1 ? "" : "network " + (i + 1) + ": ") + loss, courses.get(i));
    }
    if (courses.size() == 1
        && courses.get(0).epochs() > 0
        && courses.get(0).epochs() == courses.get(0).validationLoss().size()) {
      text.append(LossPlot.of(training.trainingLoss(), training.validationLoss()));
    }
  }

  private void course(String loss, TrainingCourse course) {
    int best = course.bestEpoch();
    if (best >= 1 && best <= course.epochs() && best <= course.validationLoss().size()) {
      line(
          "  %s in epoch %d of %d, the one kept: %.5f, held back %.5f",
          loss,
          best,
          course.epochs(),
          course.trainingLoss().get(best - 1),
          course.validationLoss().get(best - 1));
    }
  }

  private void errors() {
    Calibration calibration = manifest.calibration();
    heading(
        "Errors of %,d held-back normal rows (%s)",
        calibration.count(),
        manifest.error().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    TextTable table = new TextTable();
    for (double quantile : QUANTILES) {
      table.row(
          new DecimalFormat("0.##", SYMBOLS).format(100 * quantile) + " % below",
          String.format(Locale.ROOT, "%.5g", calibration.quantile(quantile)));
    }
    text.append(table.text());
    line(
        "  threshold to begin with %.5g: exceeded by one normal record in %,.0f",
        calibration.quantile(1 - manifest.threshold().risk()), 1 / manifest.threshold().risk());
  }

  private void entries() {
    heading("Entries, all as their digests say");
    TextTable table = new TextTable().row("name", "bytes", "SHA-256");
    for (String name : bundle.entryNames()) {
      EntryDigest digest = manifest.entries().get(name);
      table.row(name, String.format(Locale.ROOT, "%,d", digest.bytes()), digest.sha256());
    }
    text.append(table.text());
  }

  private void heading(String format, Object... arguments) {
    text.append(System.lineSeparator());
    line(format, arguments);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
