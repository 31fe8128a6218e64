package io.residual.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.EvaluationListener;
import io.residual.trainer.evaluate.Evaluator;
import io.residual.trainer.evaluate.RowOrder;
import io.residual.trainer.evaluate.Sampling;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {

  private static final String EVIL = "<script>alert('x')</script>";

  private static ModelBundle bundle;
  private static String report;

  private static RowSource rows(boolean anomalies) throws Exception {
    StringBuilder csv = new StringBuilder("\"" + EVIL + "\",kind,who,label\n");
    Random random = new Random(1);
    for (int i = 0; i < 600; i++) {
      boolean anomalous = anomalies && i % 60 == 59;
      csv.append(random.nextGaussian() + (anomalous ? 30 : 0)).append(',');
      csv.append(i % 2 == 0 ? "<img src=x onerror=alert(1)>" : "b").append(",\"<b>e").append(i % 2);
      csv.append("</b>\",").append(anomalous ? 1 : 0).append('\n');
    }
    return RowFormat.CSV.open(
        new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @BeforeAll
  static void evaluate() throws Exception {
    String pipeline =
        """
        model: {name: "<i>model</i>"}
        schema:
          entity: /who
          fields:
            - {name: "<script>alert('x')</script>", type: numeric}
            - {name: kind, type: categorical}
        training:
          epochs: 2
          network:
            encoder: [{units: 2, activation: tanh}]
            decoder: [{units: 4, activation: identity}]
        """;
    try (RowSource source = rows(false)) {
      bundle =
          ModelFitter.fit(
                  FitRequest.of(PipelineFile.parse(pipeline), List.of(source)), FitListener.SILENT)
              .bundle();
    }
    Evaluator.Options options =
        new Evaluator.Options(
            Optional.of(new AnomalyLabel("label")),
            RowOrder.AUTO,
            Evaluator.Planting.ALWAYS,
            0,
            new Sampling(1, 100, 0.9));
    try (RowSource source = rows(true)) {
      Evaluation evaluation =
          new Evaluator(options, EvaluationListener.SILENT).evaluate(bundle, List.of(source));
      report = EvaluationReport.html(evaluation);
    }
  }

  @Test
  void theReportHasEverySection() {
    assertThat(report)
        .contains("ROC curve", "Precision-recall curve", "Planted anomalies", "Errors of the rows")
        .contains("Error by field", "Right alerts with the largest errors", "Rows like most")
        .contains("Drift since training", "Loss by epoch", "class=\"advice\"", "Numenta score");
  }

  @Test
  void whatComesFromDataIsNoMarkup() {
    assertThat(report).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    assertThat(report).contains("&lt;i&gt;model&lt;/i&gt;", "&lt;b&gt;e0&lt;/b&gt;");
    assertThat(report).doesNotContain("<script", "<img", "<i>model", "<b>e");
  }

  @Test
  void nothingComesFromElsewhere() {
    assertThat(report).contains("default-src 'none'");
    assertThat(report).doesNotContain("http:", "https:", "src=\"", "href=", "url(", "@import");
    assertThat(report).doesNotContain("NaN", "Infinity", "null");
  }

  @Test
  void aFitPutsItsReportAndTheFieldsValuesIntoTheBundle() throws Exception {
    String fit = new String(bundle.entry(ModelBundle.REPORT_ENTRY), StandardCharsets.UTF_8);

    assertThat(fit)
        .contains(
            "Training of &lt;i&gt;model", "Loss by epoch", "Errors of the rows", "held-back row")
        .contains("Drift since training")
        .doesNotContain("<script", "<img", "ROC curve", "http:", "NaN");
    assertThat(bundle.entryNames()).contains(ModelBundle.PROFILE_ENTRY);
  }

  @Test
  void controlCharactersAreReplaced() {
    assertThat(Html.escape("a\u0000b\u202Ec\n")).isEqualTo("a\uFFFDb\uFFFDc\n");
    assertThat(Html.escape("<\"&'>")).isEqualTo("&lt;&quot;&amp;&#39;&gt;");
  }
}
