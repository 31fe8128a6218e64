package io.residual.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.model.config.TrainingSettings;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.TimestampFormat;
import io.residual.model.sequence.SequenceWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchemaProposalTest {

  private static String propose(String rows) throws IOException {
    return propose(rows, Optional.empty());
  }

  private static String propose(String rows, String label) throws IOException {
    return propose(rows, Optional.of(new AnomalyLabel(label)));
  }

  private static String propose(String rows, Optional<AnomalyLabel> label) throws IOException {
    try (RowSource source = RowFormat.AUTO.open(new ByteArrayInputStream(rows.getBytes(UTF_8)))) {
      return SchemaProposal.of(source, label).toYaml("pump: 1");
    }
  }

  private static String rows() {
    StringBuilder csv =
        new StringBuilder("time,site,m1,m2,m3,m4,ok,state,gap,version,note,odd name,label\n");
    for (int i = 0; i < 200; i++) {
      csv.append("2026-01-01 00:")
          .append(String.format("%02d:%02d", i / 60, i % 60))
          .append(",host-")
          .append(i % 3)
          .append(",")
          .append(i * 37 % 101)
          .append(",0.5e-3,")
          .append(-i)
          .append(",7")
          .append(i)
          .append(i % 2 == 0 ? ",true," : ",false,")
          .append(i % 5 == 0 ? "idle" : "run")
          .append(i % 4 == 0 ? ",," : ",3" + i + ",")
          .append("v1,text number ")
          .append(i)
          .append(",1")
          .append(i)
          .append(",0\n");
    }
    return csv.toString().replace("0.5e-3", "1");
  }

  @Test
  void guessesTypesFromCells() throws Exception {
    String csv = rows().replaceAll("(?m)^(.*:(\\d\\d),host-\\d,\\d+),1,", "$1,$2,");
    String yaml = propose(csv, "label");
    PipelineConfig config = PipelineFile.parse(yaml);
    assertThat(config.name()).isEqualTo("pump: 1");
    assertThat(config.schema().fields())
        .extracting(FieldSpec::name)
        .containsExactly("site", "m1", "m2", "m3", "m4", "ok", "state", "gap", "note", "odd name");
    assertThat(config.schema().eventTimePlace().orElseThrow().format())
        .isEqualTo(TimestampFormat.ISO_8601);
    assertThat(config.schema().fields().get(5).type()).isInstanceOf(FieldType.Bool.class);
    assertThat(config.schema().fields().get(6).type()).isInstanceOf(FieldType.Categorical.class);
    assertThat(config.schema().fields().get(7).missing()).isEqualTo(MissingRule.INDICATOR);
    assertThat(yaml)
        .contains("\"m{1..4}\"", "# left out: version is 'v1'", "name: note, type: text")
        .doesNotContain("name: label");
  }

  @Test
  void guessesTypesFromJson() throws Exception {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      json.append(
          String.format(
              "{\"ts\": %d, \"s\": {\"rpm\": %d}, \"axes\": [1, %d], \"number\": \"%d\","
                  + " \"device\": \"d%d\", \"tags\": [\"x\"], \"label\": 0}%n",
              1767225600000L + i, i * 37 % 101, i, i, i % 10));
    }
    json.append("not json\n");
    String yaml = propose(json.toString(), "label");
    PipelineConfig config = PipelineFile.parse(yaml);
    assertThat(config.schema().fields())
        .extracting(FieldSpec::pointer)
        .containsExactly("/s/rpm", "/axes", "/device");
    assertThat(config.schema().fields().get(1).type()).isInstanceOf(FieldType.Vector.class);
    assertThat(config.schema().eventTimePlace().orElseThrow().format())
        .isEqualTo(TimestampFormat.EPOCH_MILLIS);
    assertThat(yaml).contains("# left out: number has 100", "# left out: tags holds values");
  }

  @Test
  void aTextThatReturnsOftenMayBeTheEntity() throws Exception {
    StringBuilder csv = new StringBuilder("machine,x\n");
    for (int i = 0; i < 1000; i++) {
      csv.append("m").append(i % 100).append(",").append(i % 7).append("\n");
    }
    assertThat(propose(csv.toString())).contains("# entity: /machine");
  }

  @Test
  void hostileNamesStayOnTheirLine() throws Exception {
    String yaml = propose("\"a\"\"b\\: #\",\"x\ny\",true\n1,2,3\n4,5,6\n");
    PipelineConfig config = PipelineFile.parse(yaml);
    assertThat(config.schema().fields())
        .extracting(FieldSpec::name)
        .containsExactly("a\"b\\: #", "x\ny", "true");
  }

  @Test
  void rowsWithoutAFieldAreRefused() {
    assertThatThrownBy(() -> propose("x\n1\n1\n"))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("x is '1' in every row");
  }

  @Test
  void aLabelWithoutAColumnIsRefusedWithTheColumns() {
    for (String rows :
        new String[] {"x,y,label\n1,2,0\n", "{\"x\":1,\"y\":{\"z\":2},\"label\":0}"}) {
      assertThatThrownBy(() -> propose(rows, "nolabel"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no column 'nolabel'")
          .hasMessageMatching(".*the columns are x, y(\\.z)?, label");
    }
  }

  @Test
  void aRunningNumberIsNoField() throws Exception {
    StringBuilder csv = new StringBuilder("row,offset,counter,falling,x\n");
    for (int i = 0; i < 200; i++) {
      csv.append(String.format("%d,%d,%d,%d,%d%n", i, 5 * i - 7, i + i / 199, -i, i % 9));
    }
    String yaml = propose(csv.toString());
    assertThat(PipelineFile.parse(yaml).schema().fields())
        .extracting(FieldSpec::name)
        .containsExactly("counter", "falling", "x");
    assertThat(yaml)
        .contains("# left out: row rises by 1 from row to row")
        .contains("# left out: offset rises by 5 from row to row");
  }

  @Test
  void proposesWhatSuitsTheValuesAndSaysWhy() throws Exception {
    StringBuilder csv =
        new StringBuilder("machine_id,small,copy,latency,spikes,user,message,path,uuid,nan,some\n");
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      double small = random.nextGaussian();
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f,%.6f,%.3f,u%d,Disk %d is %d %% full,/api/v%d/item/%d,%016x,NaN,%s%n",
              10 + i % 4,
              small,
              small,
              Math.exp(3 * random.nextGaussian()),
              i % 500 == 3 ? 1e6 : random.nextGaussian(),
              random.nextInt(300),
              random.nextInt(30),
              random.nextInt(100),
              random.nextInt(3),
              random.nextInt(900),
              random.nextLong(),
              i % 100 == 0 ? "inf" : "" + i % 7));
    }
    String yaml = propose(csv.toString());
    assertThat(PipelineFile.parse(yaml).schema().fields())
        .extracting(FieldSpec::name, field -> field.type().getClass().getSimpleName())
        .containsExactly(
            tuple("machine_id", "Categorical"),
            tuple("small", "Numeric"),
            tuple("latency", "Numeric"),
            tuple("spikes", "Numeric"),
            tuple("user", "Categorical"),
            tuple("message", "Text"),
            tuple("path", "Text"),
            tuple("some", "Numeric"));
    assertThat(yaml)
        .contains("# entity: /machine_id", "4 different values in 2,000 rows")
        .contains("# 20 of these rows do not fit it and would be refused")
        .contains("{name: latency, type: numeric, scaling: log}")
        .contains("{name: spikes, type: numeric, scaling: robust}")
        .containsPattern("name: user, type: categorical}.*hash: \\d+ categories, more than 64")
        .contains("20 rows with NaN or infinity are no records")
        .contains("# left out: copy equals small in every row")
        .contains("# left out: uuid has over 1000 different values, hardly any twice")
        .contains("# left out: nan holds no finite number");
  }

  @Test
  void whatLooksLikeALabelIsLeftOutWithAdvice() throws Exception {
    StringBuilder csv = new StringBuilder("x,Label,isFraud,target\n");
    for (int i = 0; i < 200; i++) {
      csv.append(String.format("%d,%d,%d,%d%n", i * 37 % 101, i % 10 / 9, i % 2, i * 7 % 103));
    }
    String yaml = propose(csv.toString());
    assertThat(PipelineFile.parse(yaml).schema().fields())
        .extracting(FieldSpec::name)
        .containsExactly("x", "target");
    assertThat(yaml)
        .contains("# left out: Label looks like a label", "--label Label", "--label isFraud");
    assertThat(propose(csv.toString(), "Label")).doesNotContain("Label looks");
  }

  @Test
  void everyProposalFitsTheRowsItComesFrom() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      StringBuilder csv = new StringBuilder("a,b,c,d,e\n");
      for (int i = 0; i < 100; i++) {
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s%n",
                Math.exp(seed % 7 * random.nextGaussian()),
                random.nextInt((int) seed),
                "w" + random.nextInt((int) (seed * seed)),
                random.nextBoolean() ? "" : "x" + random.nextInt(3),
                "two words and " + random.nextInt(50)));
      }
      String yaml = propose(csv.toString());
      try (RowSource source =
          RowFormat.CSV.open(new ByteArrayInputStream(csv.toString().getBytes(UTF_8)))) {
        TrainingRows rows =
            TrainingRows.read(
                List.of(source),
                PipelineFile.parse(yaml).schema(),
                new TrainingRows.Reading(
                    Optional.empty(),
                    0,
                    0.2,
                    TrainingSettings.Split.RANDOM,
                    seed,
                    SequenceWindow.SINGLE));
        assertThat(rows.report().bad()).as("seed %d: %s", seed, yaml).isZero();
      }
    }
  }

  /** A wave, an hour apart; of two machines in turn if asked for. */
  private static String series(boolean machines, boolean backwards, boolean wave) {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("time,machine,flow\n");
    for (int i = 0; i < 300; i++) {
      double flow = wave ? Math.sin(i / 9.0) : random.nextGaussian();
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%.4f%n",
              1767225600000L + 3_600_000L * (backwards ? 300 - i : i),
              machines && i % 2 == 0 ? "m-1" : "m-2",
              flow));
    }
    return csv.toString();
  }

  @Test
  void rowsThatFollowOneAnotherInTimeGetWindows() throws Exception {
    String yaml = propose(series(false, false, true));
    assertThat(yaml)
        .contains("sequence: {length: auto}   # rows are an ordered series; mean correlation");
    assertThat(PipelineFile.parse(yaml).window().auto()).isTrue();
  }

  @Test
  void windowsOfAnEntityWaitUntilItIsConfirmed() throws Exception {
    String yaml = propose(series(true, false, true));
    assertThat(yaml)
        .contains("# entity: /machine")
        .contains("# sequence: {length: auto}   # uncomment together with the entity");
    assertThat(PipelineFile.parse(yaml).window()).isEqualTo(SequenceWindow.SINGLE);
  }

  @Test
  void rowsOutOfOrderOrWithoutMemoryGetNoWindows() throws Exception {
    assertThat(propose(series(false, true, true))).doesNotContain("sequence");
    assertThat(propose(series(false, false, false))).doesNotContain("sequence");
    String untimed = series(false, false, true).replaceAll("(?m)^[^,]*,", "");
    assertThat(propose(untimed)).doesNotContain("sequence");
  }
}
