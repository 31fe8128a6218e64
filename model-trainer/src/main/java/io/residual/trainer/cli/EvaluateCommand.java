package io.residual.trainer.cli;

import io.residual.model.bundle.ModelBundle;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.EvaluationListener;
import io.residual.trainer.evaluate.Evaluator;
import io.residual.trainer.evaluate.RowOrder;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.kafka.KafkaClientOptions;
import io.residual.trainer.report.EvaluationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how good a model is on given rows. */
@Command(
    name = "evaluate",
    sortOptions = false,
    description = {
      "Says how good a model is, before it is deployed.",
      "",
      "Scores every row as the job would, with a rolling threshold for each entity. If a column of"
          + " labels is named, errors and alerts are compared with it: how well errors rank"
          + " anomalies (AUROC, average precision), what the alerts are worth (precision, recall),"
          + " how many events are found and how late, false alerts a day, the score of the Numenta"
          + " benchmark; each with an interval from bootstrap samples.",
      "",
      "Without labels, anomalies of several kinds and strengths are planted into the rows, and the"
          + " figures say how many of those are found. The rows are then taken to be normal."
    },
    footer = {
      "",
      "Example: a labelled file, with a report to look at",
      "  residual evaluate model.residual test.csv --label label --report report.html",
      "",
      "Example: no labels",
      "  residual evaluate model.residual yesterday.jsonl.gz",
      "",
      "What the figures mean, and how they are computed: docs/evaluate.md",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class EvaluateCommand extends TrainerCommand {

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "File that 'fit' wrote.")
  private Path bundle;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Rows that the model has not seen: CSV with a header, or JSON lines; gzip too; - is"
              + " standard input. Several files follow one another.")
  private List<String> inputs = List.of();

  @Mixin private TopicOptions topics;

  @Mixin private KafkaClientOptions kafka;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column that marks anomalies (anything but 0, false, no, normal or nothing). It must be"
              + " no field of the model.")
  private String label;

  @Option(
      names = "--rows",
      paramLabel = "ORDER",
      description =
          "${COMPLETION-CANDIDATES}: whether neighbouring rows belong together, so that a run of"
              + " anomalous rows is one event. Default: ${DEFAULT-VALUE}, told by event times,"
              + " entities and runs of labels.")
  private RowOrder order = RowOrder.AUTO;

  @Option(
      names = "--plant",
      paramLabel = "WHEN",
      description =
          "${COMPLETION-CANDIDATES}: whether to plant anomalies. Default: ${DEFAULT-VALUE}, if"
              + " there are no labels to go by.")
  private Evaluator.Planting planting = Evaluator.Planting.AUTO;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a report with plots as one HTML file.")
  private Path report;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures as JSON to this file; - is standard output.")
  private String json;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, told by the first character.")
  private RowFormat format = RowFormat.AUTO;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "FRACTION",
      description =
          "Give up if more than this part of the rows cannot be read. Default: ${DEFAULT-VALUE}.")
  private double maxBadRows = FitRequest.DEFAULT_MAX_BAD_ROWS;

  @Mixin private SamplingOptions sampling;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress; with --json - nothing but JSON.")
  private boolean quiet;

  @Override
  void run() throws IOException {
    if (report != null) {
      OutputFile.requireReplaceable("--report", report);
    }
    if (json != null && !json.equals("-")) {
      OutputFile.requireReplaceable("--json", Path.of(json));
    }
    Evaluator.Options options =
        new Evaluator.Options(
            Optional.ofNullable(label).map(AnomalyLabel::new),
            order,
            planting,
            maxBadRows,
            sampling.sampling());
    ModelBundle model = BundleFile.read(bundle);
    List<RowSource> sources = RowInputs.open(command(), "FILE", inputs, format, topics, kafka);
    try {
      EvaluationListener listener =
          quiet ? EvaluationListener.SILENT : new EvaluationProgress(err());
      Evaluation evaluation = new Evaluator(options, listener).evaluate(model, sources);
      write(evaluation);
    } finally {
      RowInputs.close(sources);
    }
  }

  private void write(Evaluation evaluation) throws IOException {
    if (report != null) {
      Files.writeString(report, EvaluationReport.html(evaluation), StandardCharsets.UTF_8);
    }
    if (json != null) {
      JsonOutput.write(EvaluationJson.of(evaluation), json, out());
    }
    if (json == null || !json.equals("-")) {
      out().print(EvaluationText.of(evaluation));
      if (report != null) {
        out().println();
        out().println("wrote " + report);
      }
    }
  }
}
