package io.residual.samples.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.samples.dataset.Label;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.trainer.data.RecordColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFileTest {

  @TempDir Path directory;

  @Test
  void csvRowBecomesObjectWithNumbersBooleansAndStrings() throws IOException {
    assertThat(json("a,b,c,d\n1.50,true,text,2026-01-01 00:00:00\n"))
        .containsExactly("{\"a\":1.50,\"b\":true,\"c\":\"text\",\"d\":\"2026-01-01 00:00:00\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "1.50, 1.50",
    "-0, -0",
    "1E+5, 1E+5",
    ".5, 0.5",
    "+2, 2",
    "1., 1",
    "-.25e3, -2.5E+2",
    "12345678901234567890.123456789, 12345678901234567890.123456789",
    "True, true",
    "007, '\"007\"'",
    "NaN, '\"NaN\"'",
    "1-2, '\"1-2\"'",
    "., '\".\"'"
  })
  void cellBecomesNumberOnlyIfItIsOne(String cell, String expected) throws IOException {
    assertThat(json("a\n" + cell + "\n")).containsExactly("{\"a\":" + expected + "}");
  }

  @Test
  void emptyAndMissingCellsAreAbsentFields() throws IOException {
    assertThat(json("a,b,c\n1,,3\n4\n")).containsExactly("{\"a\":1,\"c\":3}", "{\"a\":4}");
  }

  @ParameterizedTest
  @CsvSource({"';'", "'\t'", "','"})
  void tellsTheSeparatorFromTheHeader(String separator) throws IOException {
    assertThat(
            json(
                "a" + separator + "\"b,;\"" + separator + "c\n1" + separator + "2" + separator
                    + "3"))
        .containsExactly("{\"a\":1,\"b,;\":2,\"c\":3}");
  }

  @Test
  void quotedCellsMayHoldSeparatorsAndLineBreaks() throws IOException {
    assertThat(json("a,b\n\"x, \"\"y\"\"\n z\",1\n"))
        .containsExactly("{\"a\":\"x, \\\"y\\\"\\n z\",\"b\":1}");
  }

  @Test
  void skipsByteOrderMarkAndNamesNamelessColumns() throws IOException {
    assertThat(json("\uFEFF,b\n0,1\n")).containsExactly("{\"column_1\":0,\"b\":1}");
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a\n1\n".getBytes(UTF_8));
    }
    Path file = Files.write(directory.resolve("rows.csv"), bytes.toByteArray());
    try (RowFile rows = RowFile.open(file.toString(), RecordColumns.NONE)) {
      assertThat(rows.records()).hasSize(1);
    }
  }

  @Test
  void labelColumnIsTakenOutAndKeyColumnIsKept() throws IOException {
    List<LabelledRecord> records =
        records("id,x,label\nm1,1,0\nm2,2,1\nm3,3,drift\n", new RecordColumns("label", "id"));
    assertThat(records)
        .extracting(record -> new String(record.json(), UTF_8))
        .containsExactly(
            "{\"id\":\"m1\",\"x\":1}", "{\"id\":\"m2\",\"x\":2}", "{\"id\":\"m3\",\"x\":3}");
    assertThat(records)
        .extracting(LabelledRecord::label)
        .containsExactly(Label.NORMAL, Label.anomaly(""), Label.anomaly("drift"));
    assertThat(records).extracting(LabelledRecord::key).containsExactly("m1", "m2", "m3");
  }

  @Test
  void jsonLinesPassThroughByteForByte() throws IOException {
    String valid = "{ \"a\" : 1.0E5, \"b\":[1, {\"c\":null}] }";
    assertThat(json(valid + "\n\nnot json\n")).containsExactly(valid, "not json");
  }

  @Test
  void jsonLinesLoseTheirLabelAndKeepTheirDigits() throws IOException {
    List<LabelledRecord> records =
        records(
            "{\"id\":7,\"a\":1.0E5,\"label\":1,\"b\":[1.50,{\"c\":null}]}\n{\"label\":[\n",
            new RecordColumns("label", "id"));
    assertThat(new String(records.get(0).json(), UTF_8))
        .isEqualTo("{\"id\":7,\"a\":1.0E5,\"b\":[1.50,{\"c\":null}]}");
    assertThat(records.get(0).key()).isEqualTo("7");
    assertThat(records.get(0).label()).isEqualTo(Label.anomaly(""));
    assertThat(records.get(1).label()).isEqualTo(Label.UNKNOWN);
    assertThat(new String(records.get(1).json(), UTF_8)).isEqualTo("{\"label\":[");
  }

  @Test
  void namesWhatIsWrongWithTheFile() {
    assertThatThrownBy(() -> RowFile.open("/no/such/file.csv", RecordColumns.NONE))
        .hasMessage("no such file: /no/such/file.csv");
    assertThatThrownBy(() -> records("a,b\n1,2\n", new RecordColumns("label", null)))
        .hasMessage("rows has no column 'label'; its columns are [a, b]");
    assertThatThrownBy(() -> records("a,a\n1,2\n", RecordColumns.NONE))
        .hasMessage("rows: column 'a' occurs twice in the header; rename one of them");
    assertThatThrownBy(() -> records("a,b\n1,2\n1,2,3\n", RecordColumns.NONE))
        .hasMessage(
            "rows, line 3: 3 cells, but the header has 2; quote cells that hold the separator");
  }

  @Test
  void emptyFileHasNoRecords() throws IOException {
    assertThat(json("")).isEmpty();
    assertThat(json("a,b\n")).isEmpty();
  }

  private static List<String> json(String content) throws IOException {
    return records(content, RecordColumns.NONE).stream()
        .map(record -> new String(record.json(), UTF_8))
        .toList();
  }

  private static List<LabelledRecord> records(String content, RecordColumns columns)
      throws IOException {
    try (RowFile rows =
        RowFile.of(new ByteArrayInputStream(content.getBytes(UTF_8)), "rows", columns)) {
      return rows.records().toList();
    }
  }
}
