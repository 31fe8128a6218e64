package io.residual.trainer.cli;

import io.residual.model.bundle.ModelBundle;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.Comparison;
import io.residual.trainer.evaluate.EvaluationListener;
import io.residual.trainer.evaluate.ModelComparison;
import io.residual.trainer.evaluate.RowOrder;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.kafka.KafkaClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a model may replace another. */
@Command(
    name = "compare",
    sortOptions = false,
    description = {
      "Says which of two models is better, and fails if the candidate must not replace the current"
          + " one: a gate for deployment scripts.",
      "",
      "Both score the same rows. With a column of labels they are compared by those, without by the"
          + " same planted anomalies. The candidate is worse if it ranks anomalies worse, finds"
          + " fewer events at its threshold, or raises far more alerts on normal rows. Differences"
          + " come with intervals from paired bootstrap samples; a loss counts if the whole interval"
          + " is below 0 and the loss is beyond the margin."
    },
    footer = {
      "",
      "Example: deploy only what is not worse",
      "  residual compare current.residual candidate.residual test.csv --label label \\",
      "    && cp candidate.residual current.residual",
      "",
      "Example: only what is proven to be as good, to within 0.02",
      "  residual compare current.residual candidate.residual rows.jsonl \\",
      "    --require as-good --margin 0.02",
      "",
      "Exit codes: 0 the candidate passes, 1 the comparison failed, 2 wrong usage, 3 the candidate",
      "does not pass."
    })
public final class CompareCommand extends TrainerCommand {

  /** The candidate must not replace the current model. */
  static final int REFUSED = 3;

  /** What the candidate must be to pass. */
  enum Requirement {
    /** Not proven worse. */
    NOT_WORSE,
    /** Proven to lose no more than the margin. */
    AS_GOOD,
    /** Proven better. */
    BETTER;

    /** As people write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isMetBy(Comparison comparison) {
      return switch (this) {
        case NOT_WORSE -> comparison.verdict() != Comparison.Verdict.WORSE;
        case AS_GOOD -> comparison.asGood();
        case BETTER -> comparison.verdict() == Comparison.Verdict.BETTER;
      };
    }
  }

  @Parameters(index = "0", paramLabel = "CURRENT", description = "Bundle of the model in use.")
  private Path current;

  @Parameters(
      index = "1",
      paramLabel = "CANDIDATE",
      description = "Bundle of the model that may replace it.")
  private Path candidate;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Rows that neither model has seen: CSV with a header, or JSON lines; gzip too; - is"
              + " standard input. Several files follow one another.")
  private List<String> inputs = List.of();

  @Mixin private TopicOptions topics;

  @Mixin private KafkaClientOptions kafka;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Column that marks anomalies (anything but 0, false, no, normal or nothing).")
  private String label;

  @Option(
      names = "--margin",
      paramLabel = "LOSS",
      description =
          "Loss of AUROC or average precision that does not matter. Default: ${DEFAULT-VALUE}.")
  private double margin = 0.01;

  @Option(
      names = "--recall-margin",
      paramLabel = "LOSS",
      description = "Loss of events found that does not matter. Default: ${DEFAULT-VALUE}.")
  private double recallMargin = 0.1;

  @Option(
      names = "--alert-factor",
      paramLabel = "N",
      description =
          "The candidate is worse if it raises more than this many times the alerts of the current"
              + " model on normal rows (without labels: on all), and at least 10 more. Default:"
              + " ${DEFAULT-VALUE}.")
  private double alertFactor = 3;

  @Option(
      names = "--require",
      paramLabel = "WHAT",
      description =
          "${COMPLETION-CANDIDATES}: what the candidate must be shown to be. Default:"
              + " ${DEFAULT-VALUE}, which passes if the rows do not tell.")
  private Requirement requirement = Requirement.NOT_WORSE;

  @Option(
      names = "--rows",
      paramLabel = "ORDER",
      description =
          "${COMPLETION-CANDIDATES}: whether neighbouring rows belong together. Default:"
              + " ${DEFAULT-VALUE}, as in 'evaluate'.")
  private RowOrder order = RowOrder.AUTO;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the comparison as JSON to this file; - is standard output.")
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
          "Give up if more than this part of the rows cannot be read by one of the models. Default:"
              + " ${DEFAULT-VALUE}.")
  private double maxBadRows = FitRequest.DEFAULT_MAX_BAD_ROWS;

  @Mixin private SamplingOptions sampling;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress; with --json - nothing but JSON.")
  private boolean quiet;

  private boolean passed;

  @Override
  int exitCode() {
    return passed ? ExitCode.OK : REFUSED;
  }

  @Override
  void run() throws IOException {
    if (json != null && !json.equals("-")) {
      OutputFile.requireReplaceable("--json", Path.of(json));
    }
    ModelComparison.Options options =
        new ModelComparison.Options(
            Optional.ofNullable(label).map(AnomalyLabel::new),
            order,
            margin,
            recallMargin,
            alertFactor,
            maxBadRows,
            sampling.sampling());
    ModelBundle one = BundleFile.read(current);
    ModelBundle other = BundleFile.read(candidate);
    List<RowSource> sources = RowInputs.open(command(), "FILE", inputs, format, topics, kafka);
    try {
      EvaluationListener listener =
          quiet ? EvaluationListener.SILENT : new EvaluationProgress(err());
      Comparison comparison = new ModelComparison(options, listener).compare(one, other, sources);
      passed = requirement.isMetBy(comparison);
      if (json != null) {
        JsonOutput.write(ComparisonJson.of(comparison, passed), json, out());
      }
      if (json == null || !json.equals("-")) {
        out().print(ComparisonText.of(comparison, passed));
      }
    } finally {
      RowInputs.close(sources);
    }
  }
}
