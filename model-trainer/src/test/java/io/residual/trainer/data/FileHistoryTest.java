package io.residual.trainer.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHistoryTest {

  @TempDir Path folder;

  private String file(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(ISO_8859_1)).toString();
  }

  private static List<String> pass(History history) throws IOException {
    List<String> records = new ArrayList<>();
    try (HistoryCursor cursor = history.open()) {
      while (cursor.next()) {
        assertThat(cursor.timestampMillis()).isEmpty();
        records.add(
            cursor.partition()
                + "-"
                + cursor.offset()
                + " "
                + cursor.place()
                + " "
                + new String(cursor.value(), UTF_8));
      }
    }
    return records;
  }

  @Test
  void countsRecordsOverAllFilesWhetherTheyCanBeReadOrNot() throws IOException {
    String json = file("a.jsonl", "{\"x\":1}\r\n\nrubbish\n{\"x\": 2}");
    String csv = file("b.csv", "x,y\n3,\n\"4\n5\",true\n");
    try (FileHistory history = FileHistory.open(List.of(json, csv), "t", RowFormat.AUTO, null)) {
      assertThat(history.topic()).isEqualTo("t");
      assertThat(history.isTimed()).isFalse();
      List<String> expected =
          List.of(
              "0-0 line 1 {\"x\":1}",
              "0-1 line 3 rubbish",
              "0-2 line 4 {\"x\": 2}",
              "0-3 line 2 {\"x\":3}",
              "0-4 line 3 {\"x\":\"4\\n5\",\"y\":true}");
      assertThat(pass(history)).isEqualTo(expected);
      assertThat(pass(history)).isEqualTo(expected);
    }
  }

  @Test
  void takesLabelsOutOfRecords() throws IOException {
    String json = file("a.jsonl", "{\"x\":1.50,\"bad\":1}\n{\"bad\":\"\"}\n{\"bad\":\n");
    try (FileHistory history = FileHistory.open(List.of(json), "t", RowFormat.AUTO, "bad");
        HistoryCursor cursor = history.open()) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value()).asString(UTF_8).isEqualTo("{\"x\":1.50}");
      assertThat(cursor.label()).isEqualTo(Optional.of("1"));
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.label()).isEmpty();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value()).asString(UTF_8).isEqualTo("{\"bad\":");
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void passesBytesOnAsTheyAre() throws IOException {
    String json = file("a.jsonl", "{\"x\":\"\u00fc\"}\n");
    try (FileHistory history = FileHistory.open(List.of(json), "t", RowFormat.AUTO, null);
        HistoryCursor cursor = history.open()) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value()).isEqualTo("{\"x\":\"\u00fc\"}".getBytes(ISO_8859_1));
    }
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> FileHistory.open(List.of("/no/such"), "t", RowFormat.AUTO, null))
        .isInstanceOf(NoSuchFileException.class);
    String csv = file("a.csv", "x,y\n1,2,3\n");
    try (FileHistory history = FileHistory.open(List.of(csv), "t", RowFormat.AUTO, null)) {
      assertThatThrownBy(() -> pass(history)).hasMessageContaining("line 2: 3 cells");
    }
    try (FileHistory history = FileHistory.open(List.of(csv), "t", RowFormat.AUTO, "z")) {
      assertThatThrownBy(() -> pass(history)).hasMessageContaining("has no column 'z'");
    }
  }
}
