package io.residual.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final LayerSpec FOUR = new LayerSpec(4, Activation.TANH);
  private static final LayerSpec CODE = new LayerSpec(2, Activation.IDENTITY);

  private static OutputHead head(Activation activation, int start, int width) {
    return new OutputHead(List.of(new ColumnSpan(start, width)), activation, 0.5);
  }

  private static Modality modality(String name, OutputHead... heads) {
    return new Modality(name, List.of(FOUR), List.of(FOUR), List.of(heads));
  }

  private static void assertReadBack(NetworkSpec network) throws Exception {
    String json = JSON.writeValueAsString(network);
    assertThat(JSON.readValue(json, NetworkSpec.class)).isEqualTo(network);
  }

  @Test
  void everyKindIsReadAsItWasWritten() throws Exception {
    assertReadBack(DenseNetwork.classic());
    assertReadBack(new ImportedNetwork(3, "model.onnx"));
    assertReadBack(
        VariationalNetwork.of(
            List.of(FOUR), 3, List.of(new LayerSpec(5, Activation.IDENTITY)), 0.5));
    assertReadBack(
        new MultimodalNetwork(
            9,
            List.of(
                modality("numbers", head(Activation.IDENTITY, 4, 2)),
                modality("categories", head(Activation.SOFTMAX, 0, 4))),
            CODE));
  }

  @Test
  void theCodeOfAVariationalNetworkHasMeansAndVariances() {
    VariationalNetwork network =
        VariationalNetwork.of(
            List.of(FOUR), 3, List.of(new LayerSpec(5, Activation.IDENTITY)), 0.5);
    assertThat(network.dimensions()).isEqualTo(3);
    assertThat(network.dense().encoder()).last().isEqualTo(new LayerSpec(6, Activation.IDENTITY));
    assertThatThrownBy(() -> new VariationalNetwork(DenseNetwork.classic(), 1))
        .hasMessageContaining("an even number of linear units");
    assertThatThrownBy(() -> new VariationalNetwork(network.layers(), 0))
        .hasMessageContaining("beta is 0.0");
  }

  @Test
  void noFeatureIsGivenBackTwice() {
    assertThatThrownBy(
            () ->
                new MultimodalNetwork(
                    9,
                    List.of(
                        modality("numbers", head(Activation.IDENTITY, 4, 2)),
                        modality("categories", head(Activation.SOFTMAX, 2, 3))),
                    CODE))
        .hasMessageContaining("feature 4 is given back twice");
    assertThatThrownBy(
            () ->
                new MultimodalNetwork(
                    5, List.of(modality("numbers", head(Activation.IDENTITY, 4, 2))), CODE))
        .hasMessageContaining("feature 5 is given back, but rows have 5");
    assertThatThrownBy(
            () ->
                new MultimodalNetwork(
                    5,
                    List.of(modality("numbers", head(Activation.IDENTITY, Integer.MAX_VALUE, 2))),
                    CODE))
        .hasMessageContaining("but rows have 5");
  }

  @Test
  void headsHaveALoss() {
    assertThatThrownBy(() -> head(Activation.RELU, 0, 2)).hasMessageContaining("not RELU");
    assertThatThrownBy(() -> head(Activation.SOFTMAX, 0, 1)).hasMessageContaining("always 1");
    assertThatThrownBy(
            () -> new OutputHead(List.of(new ColumnSpan(0, 1)), Activation.IDENTITY, Double.NaN))
        .hasMessageContaining("weight is above 0");
  }
}
