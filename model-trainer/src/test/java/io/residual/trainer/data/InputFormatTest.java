package io.residual.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.config.TrainingSettings.Split;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.sequence.SequenceWindow;
import io.residual.trainer.data.TrainingRows.Reading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in which rows come: packed, with other separators, cut short, not rows at all. */
class InputFormatTest {

  private static final RecordSchema X =
      RecordSchema.of(List.of(FieldSpec.of("x", new FieldType.Numeric(Scaling.STANDARD))));

  private static final Reading READING =
      new Reading(Optional.empty(), 0.05, 0.2, Split.LAST, 1, SequenceWindow.SINGLE);

  @TempDir private Path folder;

  private static TrainingRows read(String rows) throws IOException {
    try (RowSource source = RowFormat.AUTO.open(stream(rows))) {
      return TrainingRows.read(List.of(source), X, READING);
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

  @Test
  void gzipIsToldByContentNotByName() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(numbers(50).getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("rows.csv");
    Files.write(file, packed.toByteArray());
    try (RowSource source = RowFormat.AUTO.open(file)) {
      assertThat(TrainingRows.read(List.of(source), X, READING).report().total()).isEqualTo(50);
    }
    Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 9));
    try (RowSource source = RowFormat.AUTO.open(file)) {
      assertThatThrownBy(() -> TrainingRows.read(List.of(source), X, READING))
          .isInstanceOf(InputFormatException.class)
          .hasMessageContaining("rows.csv");
    }
  }

  @Test
  void gzipThatEndsEarlyIsNamedAsTheReason() throws IOException {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      json.append("{\"x\":").append(i).append("}\n");
    }
    for (String rows : new String[] {numbers(20_000), json.toString()}) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(rows.getBytes(StandardCharsets.UTF_8));
      }
      Path file = folder.resolve("trunc.csv.gz");
      for (int length : new int[] {5, 12, packed.size() / 2, packed.size() - 3}) {
        Files.write(file, Arrays.copyOf(packed.toByteArray(), length));
        assertThatThrownBy(
                () -> {
                  try (RowSource source = RowFormat.AUTO.open(file)) {
                    TrainingRows.read(List.of(source), X, READING);
                  }
                })
            .isInstanceOf(InputFormatException.class)
            .hasMessageStartingWith(file + ": the gzip data ends early");
      }
    }
  }

  @Test
  void semicolonsTabsAndByteOrderMarksAreUnderstood() throws IOException {
    String rows = numbers(50);
    for (String csv : List.of(rows.replace(',', ';'), rows.replace(',', '\t'), "\uFEFF" + rows)) {
      assertThat(read(csv).report().bad()).isZero();
    }
  }

  @Test
  void spooledInputIsDeletedOnClosing() throws IOException {
    InputFile spooled = InputFile.spooled(stream("x\n1\n"));
    assertThat(spooled.path()).exists();
    spooled.close();
    assertThat(spooled.path()).doesNotExist();
  }

  @Test
  void wrongFilesAreRefusedWithTheReason() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> read("y,z\n1,2\n"))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("no column for x");
    assertThatThrownBy(() -> read("x,x\n1,2\n"))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("two columns are named 'x'");
  }
}
