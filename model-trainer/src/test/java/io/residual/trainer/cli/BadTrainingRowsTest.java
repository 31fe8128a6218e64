package io.residual.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code fit} says to whoever gives it rows that no model can, or should, be made of. */
class BadTrainingRowsTest {

  private static final String PIPELINE =
      """
      model: {name: x}
      schema: {fields: [{name: "x", type: numeric}, {name: "y", type: numeric}]}
      training: {network: bottleneck, epochs: 2}
      """;

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();
  private Path pipeline;
  private Path bundle;

  @BeforeEach
  void writePipeline() throws IOException {
    pipeline = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
    bundle = folder.resolve("x.residual");
  }

  private int fit(String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), rows);
    return TrainerCli.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute("fit", "-p", pipeline.toString(), "-i", file.toString(), "-o", bundle.toString());
  }

  private static String rows(int count, double broken) {
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("x,y\n");
    for (int i = 0; i < count; i++) {
      double x = random.nextGaussian();
      String y = i < broken * count ? "n/a" : Double.toString(2 * x);
      csv.append(x).append(',').append(y).append('\n');
    }
    return csv.toString();
  }

  private void assertRefused(int code, String... parts) {
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains(parts).doesNotContain("\tat ", "Exception");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertRefused(fit(""), "rows.csv", "is empty");
  }

  @Test
  void aHeaderAloneIsRefused() throws IOException {
    assertRefused(fit("x,y\n"), "0 of 0 rows can be used");
  }

  @Test
  void oneRowIsRefused() throws IOException {
    assertRefused(fit("x,y\n1,2\n"), "1 of 1 rows can be used");
  }

  @Test
  void identicalRowsAreRefused() throws IOException {
    assertRefused(fit("x,y\n" + "1,2\n".repeat(500)), "no field ever changes", "rows that vary");
  }

  @Test
  void aColumnOfTextDeclaredNumericIsNamed() throws IOException {
    assertRefused(fit(rows(500, 1)), "field 'y'", "500", "n/a");
  }

  @Test
  void fiveRowsInAHundredMayBeBroken() throws IOException {
    assertThat(fit(rows(500, 0.05))).isZero();
    assertThat(err.toString()).contains("field 'y': 25 rows", "n/a");
    assertThat(bundle).exists();
  }

  @Test
  void sixRowsInAHundredMayNot() throws IOException {
    assertRefused(fit(rows(500, 0.06)), "30 of 500 rows", "--max-bad-rows");
  }
}
