package io.residual.trainer.cli;

import io.residual.model.alert.AlertFactory;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.encode.RecordEncoder;
import io.residual.model.threshold.ThresholdReach;
import io.residual.trainer.backtest.AlertSink;
import io.residual.trainer.backtest.Backtest;
import io.residual.trainer.backtest.BacktestListener;
import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.Recommendation;
import io.residual.trainer.backtest.RecordTimes;
import io.residual.trainer.backtest.Variant;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.History;
import io.residual.trainer.data.VerdictFile;
import io.residual.trainer.kafka.DurationConverter;
import io.residual.trainer.kafka.KafkaClientOptions;
import io.residual.trainer.report.BacktestReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which alerts the job would have raised. */
@Command(
    name = "backtest",
    sortOptions = false,
    description = {
      "Says which alerts the job would have raised on records of the past.",
      "",
      "Replays records through the classes that the job uses, from files or straight from a topic,"
          + " and counts the alerts, by day and by entity. --output writes the alerts themselves,"
          + " byte for byte the messages of the job."
    },
    footer = {
      "",
      "Example: last month's records, with the alerts in a file",
      "  residual backtest model.residual march.jsonl.gz --output alerts.jsonl",
      "",
      "Example: what the topic still holds",
      "  residual backtest model.residual --topic telemetry --brokers broker:9092",
      "",
      "Example: which risk suits people who have time for three alerts a day",
      "  residual backtest model.residual march.jsonl.gz --budget 3/day",
      "",
      "Example: thresholds compared, with plots to look at",
      "  residual backtest model.residual march.jsonl.gz --report report.html \\",
      "      --sweep threshold.method=quantile,peaks --sweep threshold.risk=0.001,0.0001",
      "",
      "What the figures mean: docs/backtest.md",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no setting keeps the budget."
    })
public final class BacktestCommand extends TrainerCommand {

  private static final String STANDARD_OUTPUT = "-";
  private static final int BUDGET_NOT_KEPT = 3;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "File that 'fit' wrote.")
  private Path bundle;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Records: JSON lines, or CSV with a header, which become records as 'produce' sends"
              + " them; gzip too; - is standard input. Several files follow one another.")
  private List<String> files = List.of();

  @Mixin private HistoryInputs inputs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write the alerts to this file, one a line, as the job writes them to its topic; - is"
              + " standard output, and sends the summary to standard error.")
  private String output;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column that marks anomalies (anything but 0, false, no, normal or nothing), to show how"
              + " many labelled events are found. It must be no field of the model.")
  private String label;

  @Option(
      names = "--interval",
      converter = DurationConverter.class,
      paramLabel = "DURATION",
      description =
          "Of files without event times: how far apart records are, such as 10s. Alerts a day and"
              + " all rules that go by time need it.")
  private Duration interval;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      defaultValue = "1970-01-01T00:00:00Z",
      converter = TopicOptions.Time.class,
      description = "Of files without event times: time of the first record. Default: 1970.")
  private Instant start;

  @Option(
      names = "--feedback",
      paramLabel = "FILE",
      description =
          "Verdicts to obey, one JSON object a line, as 'residual feedback list --verdicts' writes"
              + " them: those that name no more than an alert from that alert on, others from"
              + " their own 'from' to 'until'.")
  private Path feedback;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the summary as JSON to this file; - is standard output.")
  private String json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a report as one HTML file, with plots of errors against thresholds over time.")
  private Path report;

  @Mixin private SettingOptions settings;

  @Mixin private KafkaClientOptions kafka;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private int exitCode = ExitCode.OK;

  @Override
  int exitCode() {
    return exitCode;
  }

  @Override
  void run() throws IOException, InvalidConfigException {
    if (STANDARD_OUTPUT.equals(output) && STANDARD_OUTPUT.equals(json)) {
      throw new IllegalArgumentException(
          "--output and --json both want standard output; give one of them a file");
    }
    requireReplaceable("--output", output);
    requireReplaceable("--json", json);
    if (report != null) {
      OutputFile.requireReplaceable("--report", report);
    }
    ModelBundle model = BundleFile.read(bundle);
    Backtest.Options options =
        new Backtest.Options(
            settings.variants(model.manifest()),
            Optional.ofNullable(label).map(AnomalyLabel::new),
            Optional.ofNullable(interval).map(apart -> new RecordTimes(start, apart)),
            feedback == null
                ? List.of()
                : VerdictFile.read(
                    feedback,
                    model.manifest().schema().fields(),
                    warning -> err().println("warning: " + warning)),
            report != null,
            RecordEncoder.DEFAULT_MAX_BYTES,
            AlertFactory.DEFAULT_MAX_MESSAGE_BYTES);
    warnOfThresholdsOutOfReach(model, options);
    try (History history = inputs.open(files, kafka, label)) {
      write(replay(model, history, options));
    }
  }

  private void warnOfThresholdsOutOfReach(ModelBundle model, Backtest.Options options) {
    for (Variant variant : options.variants()) {
      new ThresholdReach(model.manifest().calibration(), variant.settings().threshold())
          .outOfReach()
          .ifPresent(warning -> err().println("warning: " + variant.title() + ": " + warning));
    }
    err().flush();
  }

  private static void requireReplaceable(String option, String file) {
    if (file != null && !file.equals(STANDARD_OUTPUT)) {
      OutputFile.requireReplaceable(option, Path.of(file));
    }
  }

  private BacktestResult replay(ModelBundle model, History history, Backtest.Options options)
      throws IOException {
    BacktestListener listener =
        quiet
            ? BacktestListener.SILENT
            : (records, alerts) -> {
              err().printf(Locale.ROOT, "%,d records, %,d alerts%n", records, alerts);
              err().flush();
            };
    if (output == null) {
      return Backtest.run(model, history, options, AlertSink.NONE, listener);
    }
    if (output.equals(STANDARD_OUTPUT)) {
      return Backtest.run(
          model,
          history,
          options,
          (alert, bytes) -> out().print(new String(bytes, StandardCharsets.UTF_8) + "\n"),
          listener);
    }
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(Path.of(output)))) {
      return Backtest.run(
          model,
          history,
          options,
          (alert, bytes) -> {
            file.write(bytes);
            file.write('\n');
          },
          listener);
    }
  }

  private void write(BacktestResult result) throws IOException {
    Optional<Recommendation> recommendation =
        settings.budget().map(budget -> Recommendation.of(result, budget));
    exitCode =
        recommendation.map(one -> one.kept().isPresent()).orElse(true)
            ? ExitCode.OK
            : BUDGET_NOT_KEPT;
    if (json != null) {
      JsonOutput.write(BacktestJson.of(result, recommendation), json, out());
    }
    if (report != null) {
      Files.writeString(
          report, BacktestReport.html(result, recommendation), StandardCharsets.UTF_8);
    }
    if (STANDARD_OUTPUT.equals(json)) {
      return;
    }
    String text = BacktestText.of(result, recommendation);
    if (STANDARD_OUTPUT.equals(output)) {
      out().flush();
      err().print(text);
      err().flush();
    } else {
      out().print(text);
    }
  }
}
