package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.model.ensemble.Member;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesEnsembleTest {

  private static final int LENGTH = 8;

  private static ModelBundle bundle;

  /** A model of two waves, one behind the other. */
  private static ModelBundle bundle() throws Exception {
    if (bundle == null) {
      StringBuilder csv = new StringBuilder("a,b\n");
      for (int i = 0; i < 600; i++) {
        csv.append(String.format(Locale.ROOT, "%f,%f%n", value(i, 0), value(i, 1)));
      }
      String yaml =
          """
          model: {name: waves}
          schema: {fields: [{name: a, type: numeric}, {name: b, type: numeric}]}
          sequence: {length: 8}
          training: {epochs: 30}
          """;
      try (RowSource rows =
          RowFormat.CSV.open(
              new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)))) {
        ModelBundle fitted =
            ModelFitter.fit(
                    FitRequest.of(PipelineFile.parse(yaml), List.of(rows)), FitListener.SILENT)
                .bundle();
        bundle = BundleReader.read(BundleWriter.toBytes(fitted));
      }
    }
    return bundle;
  }

  private static double value(int record, int field) {
    return Math.sin(record / 6.0 - field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "48; 1; 1,12,48",
        "48; 3; 1,12,48",
        "32; 8; 8,32",
        "6; 38; 2,6",
        "2; 100; 2",
        "4; 1; 1,2,4"
      })
  void networksLookAtAllRecordsAQuarterAndOfFewFeaturesTheNewest(
      int records, int features, String lengths) {
    assertThat(SeriesEnsemble.lengths(records, features))
        .containsExactly(
            List.of(lengths.split(",", -1)).stream().mapToInt(Integer::parseInt).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    // records, features, hidden, code
    "48, 1, 29, 7",
    "12, 1, 16, 3",
    "1, 1, 16, 2",
    "1, 9, 16, 3",
    "32, 8, 96, 16",
    "8, 8, 38, 8",
    "6, 38, 96, 32",
    "2, 1, 16, 1"
  })
  void codesAreNarrowerThanWindowsAndAsWideAsARecordUpToALimit(
      int records, int features, int hidden, int code) {
    DenseNetwork shape = SeriesEnsemble.shape(records, features);
    assertThat(shape.encoder()).extracting(LayerSpec::units).containsExactly(hidden, code);
    assertThat(shape.decoder())
        .extracting(LayerSpec::units)
        .containsExactly(hidden, records * features);
  }

  @Test
  void shortMembersLookAtTheLastRecordsOnly() throws Exception {
    Manifest manifest = bundle().manifest();
    assertThat(manifest.window().length()).isEqualTo(LENGTH);
    assertThat(manifest.ensemble().averagedRecords()).isEqualTo(LENGTH);
    List<Member> members = manifest.ensemble().members();
    int[] lengths = {1, 2, LENGTH};
    assertThat(members).hasSize(lengths.length);
    for (int m = 0; m < lengths.length; m++) {
      float[] weights = members.get(m).error().weights();
      for (int i = 0; i < weights.length; i++) {
        boolean seen = i >= weights.length - 2 * lengths[m];
        assertThat(weights[i] > 0).as("member %d, feature %d", m, i).isEqualTo(seen);
      }
    }
  }

  @Test
  void aWindowInWhichOneWaveIsLateErrsMoreThanThoseOfTheSeries() throws Exception {
    float[] rows = new float[3 * 2 * LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      for (int j = 0; j < 2; j++) {
        int at = 2 * i + j;
        rows[at] = (float) value(1000 + i, j);
        rows[2 * LENGTH + at] = (float) value(1020 + i, j);
        // Each number has been there before; what is odd is how they go together.
        rows[4 * LENGTH + at] = (float) value(1000 + i + 9 * j, j);
      }
    }
    ModelBundle model = bundle();
    double[] errors = new double[3];
    try (Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, model)) {
      double deviation = Math.sqrt(0.5);
      for (int i = 0; i < rows.length; i++) {
        rows[i] /= (float) deviation;
      }
      scorer.score(rows, 3, new float[rows.length], errors);
    }
    assertThat(errors[2]).isGreaterThan(3 * errors[0]).isGreaterThan(3 * errors[1]);
  }
}
