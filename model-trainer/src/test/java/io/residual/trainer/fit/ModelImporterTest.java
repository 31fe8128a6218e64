package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.ImportedNetwork;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelImporterTest {

  private static final String PIPELINE =
      """
      model: {name: foreign}
      schema:
        fields:
          - {name: "f{1..6}", type: numeric, scaling: none}
      """;

  @TempDir private Path folder;

  private static Path resource(String name) throws URISyntaxException {
    URL url = ModelImporterTest.class.getResource("/" + name);
    assertThat(url).as(name).isNotNull();
    return Path.of(url.toURI());
  }

  private ModelImporter.Imported load(Path network, String pipeline) throws Exception {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("f1,f2,f3,f4,f5,f6\n");
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 6; j++) {
        csv.append(String.format(Locale.ROOT, j == 0 ? "%f" : ",%f", random.nextGaussian()));
      }
      csv.append('\n');
    }
    Path rows = Files.writeString(folder.resolve("rows.csv"), csv);
    PipelineConfig config =
        PipelineFile.read(Files.writeString(folder.resolve("pipeline.yaml"), pipeline));
    try (RowSource source = RowFormat.AUTO.open(rows.toString())) {
      return ModelImporter.read(network, FitRequest.of(config, List.of(source)));
    }
  }

  private static void requireAnswers(ModelBundle bundle, String runtime, String kind, String file)
      throws IOException {
    JsonNode expected;
    try (InputStream in = ModelImporterTest.class.getResourceAsStream(kind + "expected.json")) {
      expected = new JsonMapper().readTree(in);
    }
    float[] rows = new float[5 * 6];
    float[] reconstructions = new float[5 * 6];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) expected.path("rows").path(i / 6).path(i % 6).asDouble();
    }
    try (Reconstructor reconstructor = ScoringRuntimes.open(runtime, bundle)) {
      reconstructor.reconstruct(rows, 5, reconstructions);
    }
    for (int i = 0; i < rows.length; i++) {
      double answer = expected.path(file).path(i / 6).path(i % 6).asDouble(Double.NaN);
      assertThat((double) reconstructions[i]).as("number " + i).isCloseTo(answer, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2-sequential.h5", "keras3-nested.h5"})
  void chainsOfDenseLayersRunInBothRuntimes(String file) throws Exception {
    ModelBundle bundle = load(resource("keras/" + file), PIPELINE).outcome().bundle();
    ModelBundle read = BundleReader.read(BundleWriter.toBytes(bundle));
    assertThat(read.manifest().ensemble().members().get(0).network())
        .isInstanceOf(DenseNetwork.class);
    requireAnswers(read, ScoringRuntimes.ONNX, "/keras/", file);
    requireAnswers(read, ScoringRuntimes.DL4J, "/keras/", file);
  }

  @Test
  void branchesBecomeAGraph() throws Exception {
    Path file = resource("keras/keras2-branches.h5");
    ModelBundle bundle = load(file, PIPELINE).outcome().bundle();
    ModelBundle read = BundleReader.read(BundleWriter.toBytes(bundle));
    assertThat(read.manifest().ensemble().members().get(0).network())
        .isEqualTo(new ImportedNetwork(6, "keras2-branches.h5"));
    requireAnswers(read, ScoringRuntimes.ONNX, "/keras/", "keras2-branches.h5");
    assertThatThrownBy(() -> ScoringRuntimes.open(ScoringRuntimes.DL4J, read))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("use the runtime onnx");
  }

  @Test
  void aGraphThatPyTorchExportedAnswersAsInPyTorch() throws Exception {
    ModelBundle bundle = load(resource("onnx/torch.onnx"), PIPELINE).outcome().bundle();
    ModelBundle read = BundleReader.read(BundleWriter.toBytes(bundle));
    assertThat(read.entryNames())
        .containsExactly(
            ModelBundle.BACKGROUND_ENTRY, ModelBundle.ONNX_ENTRY, ModelBundle.PROFILE_ENTRY);
    requireAnswers(read, ScoringRuntimes.ONNX, "/onnx/", "torch.onnx");
  }

  @Test
  void allRowsCalibrateTheErrorAndTheGraphSaysHowWellItFits() throws Exception {
    ModelImporter.Imported imported = load(resource("onnx/torch.onnx"), PIPELINE);
    assertThat(imported.outcome().bundle().manifest().calibration().count()).isEqualTo(60);
    assertThat(imported.explained()).isLessThan(0.5); // never trained
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keras/convolution.h5   | layer 'conv' of the class 'Conv1D'
          keras/weights-only.h5  | save the whole model
          onnx/fixed-batch.onnx  | not exactly 5 rows; export it with a dynamic first dimension
          onnx/no-autoencoder.onnx | its output 'y' must be float[n][6]
          onnx/two-inputs.onnx   | has 2 inputs and 1 outputs
          """)
  void whatCannotBeImportedIsRefusedWithTheReason(String file, String reason) {
    assertThatThrownBy(() -> load(resource(file), PIPELINE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.substring(file.indexOf('/') + 1))
        .hasMessageContaining(reason);
  }

  @Test
  void aNetworkOfAnotherWidthThanTheSchemaIsRefused() {
    String narrow = PIPELINE.replace("1..6", "1..5");
    for (String file : List.of("keras/keras2-sequential.h5", "onnx/torch.onnx")) {
      assertThatThrownBy(() -> load(resource(file), narrow))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("6")
          .hasMessageContaining("schema");
    }
  }

  @Test
  void damagedFilesAreRefused() throws Exception {
    Random random = new Random(11);
    for (String file :
        List.of("keras/keras2-sequential.h5", "keras/keras3-nested.h5", "onnx/torch.onnx")) {
      byte[] bytes = Files.readAllBytes(resource(file));
      for (int trial = 0; trial < 20; trial++) {
        byte[] damaged = bytes.clone();
        int length = trial % 2 == 0 ? bytes.length : 8 + random.nextInt(bytes.length - 8);
        for (int flip = 0; flip < 10 && trial % 2 == 0; flip++) {
          damaged[8 + random.nextInt(damaged.length - 8)] ^= (byte) (1 << random.nextInt(8));
        }
        Path path = folder.resolve("damaged");
        Files.write(path, Arrays.copyOf(damaged, length));
        try {
          load(path, PIPELINE);
        } catch (IOException expected) {
          assertThat(expected.getMessage()).isNotBlank();
        }
      }
    }
  }
}
