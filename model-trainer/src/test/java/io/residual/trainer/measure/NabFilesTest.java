package io.residual.trainer.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.trainer.evaluate.metric.NabProfile;
import io.residual.trainer.evaluate.metric.NabScore;
import io.residual.trainer.evaluate.metric.Segment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The score of the Numenta benchmark on its own files. */
class NabFilesTest {

  private static List<boolean[]> labels() throws IOException {
    Path folder = SharedData.assumed("nab/windows").getParent();
    List<boolean[]> series = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv.gz")).sorted().toList()) {
        if (!file.getFileName().toString().startsWith("windows")) {
          series.add(labels(file));
        }
      }
    }
    return series;
  }

  private static boolean[] labels(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> rows = lines.lines().skip(1).toList();
      boolean[] labels = new boolean[rows.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = rows.get(i).endsWith("1");
      }
      return labels;
    }
  }

  @ParameterizedTest
  @EnumSource(NabProfile.class)
  void theSilentDetectorScoresZeroOn55Windows(NabProfile profile) throws IOException {
    NabScore sum = NabScore.none(profile);
    for (boolean[] series : labels()) {
      sum = sum.plus(NabScore.of(profile, Segment.of(series), new boolean[series.length]));
    }

    assertThat(sum.windows()).isEqualTo(55);
    assertThat(sum.normalized()).isZero();
  }

  /** Alerts by a hash of the row's number; the values are those of a separate program. */
  @ParameterizedTest
  @CsvSource({
    "STANDARD, -3.316704878656793",
    "LOW_FALSE_POSITIVES, -78.73355218121247",
    "LOW_FALSE_NEGATIVES, 23.849469474834866"
  })
  void arbitraryAlertsScoreAsInASeparateProgram(NabProfile profile, double expected)
      throws IOException {
    NabScore sum = NabScore.none(profile);
    for (boolean[] series : labels()) {
      boolean[] alerts = new boolean[series.length];
      for (int i = 0; i < alerts.length; i++) {
        alerts[i] = Math.floorMod(i * 2_654_435_761L, 1L << 32) < (1L << 32) / 200;
      }
      sum = sum.plus(NabScore.of(profile, Segment.of(series), alerts));
    }

    assertThat(sum.normalized()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void probationIsAtMost750Rows() throws IOException {
    assertThat(labels().stream().mapToInt(l -> NabScore.probationRows(l.length)).max())
        .hasValue(750);
  }
}
