package io.residual.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.config.TrainingSettings.Split;
import io.residual.model.encode.ColumnFinding;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.record.EventTime;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.RejectReason;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import io.residual.model.sequence.SequenceWindow;
import io.residual.trainer.data.TrainingRows.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {

  private static final RecordSchema X =
      RecordSchema.of(List.of(FieldSpec.of("x", new FieldType.Numeric(Scaling.STANDARD))));

  private static Reading reading(double fraction, Split split) {
    return new Reading(Optional.empty(), 0.05, fraction, split, 1, SequenceWindow.SINGLE);
  }

  private static TrainingRows read(String rows, RecordSchema schema, Reading reading)
      throws IOException {
    try (RowSource source = RowFormat.AUTO.open(stream(rows))) {
      return TrainingRows.read(List.of(source), schema, reading);
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String numbers(int count) {
    StringBuilder csv = new StringBuilder("x,label\n");
    for (int i = 0; i < count; i++) {
      csv.append(i).append(',').append(i % 10 == 9 ? "yes" : "no").append('\n');
    }
    return csv.toString();
  }

  private static float feature(NetworkRows rows, int row) {
    float[] values = new float[rows.features()];
    rows.copy(row, values, 0);
    return values[0];
  }

  private static double center(TrainingRows rows) {
    NumericEncoding x = (NumericEncoding) rows.encoder().fields().get(0);
    return ((NumberScale) x.scale()).center();
  }

  @Test
  void encoderLearnsFromTrainingRowsOnly() throws IOException {
    TrainingRows rows = read(numbers(100), X, reading(0.2, Split.LAST));
    assertThat(rows.training().rows()).isEqualTo(80);
    assertThat(rows.validation().rows()).isEqualTo(20);
    // Mean of 0 to 79; with the held-back rows it would be 49.5.
    assertThat(center(rows)).isCloseTo(39.5, within(1e-9));
    assertThat(feature(rows.validation(), 0)).isGreaterThan(feature(rows.training(), 79));
  }

  @Test
  void lastMeansLatestByEventTime() throws IOException {
    RecordSchema timed =
        new RecordSchema(X.fields(), null, new EventTime("/t", TimestampFormat.EPOCH_SECONDS));
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      json.append("{\"x\":").append(i).append(",\"t\":").append(1000 - i).append("}\n");
    }
    TrainingRows rows = read(json.toString(), timed, reading(0.2, Split.LAST));
    // The first 20 rows are the latest: 20 to 99 remain to train.
    assertThat(center(rows)).isCloseTo(59.5, within(1e-9));
  }

  @Test
  void randomSplitsComeFromTheSeed() throws IOException {
    double first = center(read(numbers(100), X, reading(0.2, Split.RANDOM)));
    assertThat(center(read(numbers(100), X, reading(0.2, Split.RANDOM)))).isEqualTo(first);
    Reading other =
        new Reading(Optional.empty(), 0.05, 0.2, Split.RANDOM, 2, SequenceWindow.SINGLE);
    assertThat(center(read(numbers(100), X, other))).isNotEqualTo(first);
  }

  @Test
  void labelledAnomaliesStayOut() throws IOException {
    Reading labelled =
        new Reading(
            Optional.of(new AnomalyLabel("label")),
            0.05,
            0.2,
            Split.LAST,
            1,
            SequenceWindow.SINGLE);
    TrainingRows rows = read(numbers(100), X, labelled);
    assertThat(rows.report().anomalies()).isEqualTo(10);
    assertThat(rows.report().training() + rows.report().validation()).isEqualTo(90);
    Reading misnamed =
        new Reading(
            Optional.of(new AnomalyLabel("lable")),
            0.05,
            0.2,
            Split.LAST,
            1,
            SequenceWindow.SINGLE);
    assertThatThrownBy(() -> read(numbers(100), X, misnamed))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("no row has the label 'lable'");
  }

  @Test
  void badRowsAreSkippedCountedAndShown() throws IOException {
    String csv = numbers(100).replace("\n41,", "\noops,").replace("\n42,no", "\n42,no,more");
    TrainingRows rows = read(csv, X, reading(0.2, Split.LAST));
    assertThat(rows.report().total()).isEqualTo(100);
    assertThat(rows.report().bad()).isEqualTo(2);
    assertThat(rows.report().badExamples())
        .anySatisfy(example -> assertThat(example).contains("line 43", "'oops'"))
        .anySatisfy(example -> assertThat(example).contains("line 44", "3 cells"));
  }

  @Test
  void tooManyBadRowsAreRefused() {
    String json = "{\"x\": 1}\n".repeat(90) + "{\"x\": \"1\"}\n".repeat(10);
    assertThatThrownBy(() -> read(json, X, reading(0.2, Split.LAST)))
        .isInstanceOf(TooManyBadRowsException.class)
        .hasMessageContaining("10 of 100 rows")
        .hasMessageContaining("line 91")
        .hasMessageContaining("--max-bad-rows");
  }

  @Test
  void aColumnOfTextDeclaredNumericIsNamedWithCountExampleAndRemedy() {
    RecordSchema schema =
        RecordSchema.of(
            List.of(
                FieldSpec.of("x", new FieldType.Numeric(Scaling.STANDARD)),
                FieldSpec.of("label", new FieldType.Numeric(Scaling.STANDARD))));
    assertThatThrownBy(() -> read(numbers(100), schema, reading(0.2, Split.LAST)))
        .isInstanceOf(TooManyBadRowsException.class)
        .hasMessageContaining("field 'label': 100 rows (wrong-type), the first:")
        .hasMessageContaining("line 2: field 'label' is declared numeric but holds the text 'no'")
        .hasMessageContaining("declare it as what it holds");
  }

  @Test
  void badRowsAreCountedByFieldAndReason() throws IOException {
    String csv =
        numbers(100).replace("\n41,", "\noops,").replace("\n43,", "\nnan,").replace("\n45,", "\n,");
    TrainingRows rows = read(csv, X, reading(0.2, Split.LAST));
    assertThat(rows.report().badKinds())
        .extracting(BadRowKind::field, BadRowKind::reason, BadRowKind::rows)
        .containsExactly(
            tuple("x", RejectReason.WRONG_TYPE, 1L),
            tuple("x", RejectReason.NOT_FINITE, 1L),
            tuple("x", RejectReason.MISSING_FIELD, 1L));
  }

  @Test
  void identicalRowsAreRefusedWithAdvice() {
    assertThatThrownBy(() -> read("x\n" + "7\n".repeat(50), X, reading(0.2, Split.LAST)))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("no field ever changes")
        .hasMessageContaining("x is 7.0 in every row")
        .hasMessageContaining("give rows that vary");
  }

  @Test
  void uselessFieldsAndLabelsAmongTheFieldsAreReported() throws IOException {
    StringBuilder csv = new StringBuilder("x,same,copy,is_anomaly,fraudulent,target,empty\n");
    for (int i = 0; i < 200; i++) {
      csv.append(
          String.format(
              "%d,5,%d,%d,%s,%d,%n", i, i, i % 50 / 49, i % 9 == 0 ? "yes" : "no", i * i % 101));
    }
    FieldType number = new FieldType.Numeric(Scaling.STANDARD);
    RecordSchema schema =
        RecordSchema.of(
            List.of(
                FieldSpec.of("x", number),
                FieldSpec.of("same", number),
                FieldSpec.of("copy", number),
                FieldSpec.of("is_anomaly", number),
                FieldSpec.of("fraudulent", new FieldType.Bool()),
                // A number of many values is a set point rather than a class.
                FieldSpec.of("target", number),
                new FieldSpec("empty", "/empty", number, MissingRule.TYPICAL)));
    List<ColumnFinding> findings =
        read(csv.toString(), schema, reading(0.2, Split.LAST)).report().findings();
    assertThat(findings)
        .extracting(ColumnFinding::field, ColumnFinding::kind)
        .containsExactlyInAnyOrder(
            tuple("same", ColumnFinding.Kind.CONSTANT),
            tuple("copy", ColumnFinding.Kind.DUPLICATE),
            tuple("empty", ColumnFinding.Kind.EMPTY),
            tuple("is_anomaly", ColumnFinding.Kind.LABEL),
            tuple("fraudulent", ColumnFinding.Kind.LABEL));
    assertThat(findings).anyMatch(f -> f.detail().contains("--label is_anomaly"));
  }

  @Test
  void tooFewRowsAreRefused() {
    assertThatThrownBy(() -> read(numbers(19), X, reading(0.2, Split.LAST)))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("19 of 19 rows can be used")
        .hasMessageContaining("at least 20");
  }

  @Test
  void rowsThatDoNotFitTheHeapAreRefusedBeforehand() {
    assertThatThrownBy(() -> NotEnoughMemoryException.requireRoom(1_000_000, 100, 1 << 20))
        .isInstanceOf(NotEnoughMemoryException.class)
        .hasMessageContaining("Not enough memory: 1,000,000 rows x 100 features take 381 MiB")
        .hasMessageContaining("-Xmx")
        .hasMessageContaining("2,621 at most");
    assertThatThrownBy(() -> NotEnoughMemoryException.requireRoom(1L << 31, 2, Long.MAX_VALUE))
        .isInstanceOf(NotEnoughMemoryException.class)
        .hasMessageContaining("train on fewer rows");
  }

  @Test
  void labelsAreReadLeniently() {
    assertThat(List.of("1", "true", "spike", "-1", "0.5", "Anomaly"))
        .allMatch(AnomalyLabel::isAnomaly);
    assertThat(List.of("0", "0.0", "false", "FALSE", "", " ", "no", "normal"))
        .noneMatch(AnomalyLabel::isAnomaly);
  }
}
