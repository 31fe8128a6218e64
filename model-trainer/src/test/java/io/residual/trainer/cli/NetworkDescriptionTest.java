package io.residual.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.network.Activation;
import io.residual.model.network.ColumnSpan;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.OutputHead;
import io.residual.model.network.VariationalNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkDescriptionTest {

  private static final LayerSpec EIGHT = new LayerSpec(8, Activation.TANH);

  @Test
  void namesTheCodeOfAVariationalNetworkByItsDimensions() {
    VariationalNetwork network =
        VariationalNetwork.of(
            List.of(EIGHT), 2, List.of(new LayerSpec(5, Activation.IDENTITY)), 0.5);
    NetworkDescription description = new NetworkDescription(network, 5);
    assertThat(description.text())
        .contains("5-8-2-5 variational, beta 0.5: 109 parameters")
        .contains("code     4");
    assertThat(description.loss()).endsWith("divergence of the code");
  }

  @Test
  void listsTheLossesOfModalities() {
    Modality numbers =
        new Modality(
            "numbers",
            List.of(EIGHT),
            List.of(EIGHT),
            List.of(new OutputHead(List.of(new ColumnSpan(0, 1)), Activation.IDENTITY, 0.5)));
    Modality categories =
        new Modality(
            "categories",
            List.of(EIGHT, EIGHT),
            List.of(EIGHT),
            List.of(
                new OutputHead(List.of(new ColumnSpan(1, 3)), Activation.SOFTMAX, 0.2),
                new OutputHead(List.of(new ColumnSpan(4, 2)), Activation.SOFTMAX, 0.2),
                new OutputHead(List.of(new ColumnSpan(6, 1)), Activation.SIGMOID, 0.1)));
    MultimodalNetwork network =
        new MultimodalNetwork(
            7, List.of(numbers, categories), new LayerSpec(3, Activation.IDENTITY));
    // Encoders 16 + 56 + 72, code 51, decoders 32 + 32, heads 9 + 54.
    assertThat(new NetworkDescription(network, 7).text())
        .contains("code 3: 322 parameters")
        .contains("numbers     1         8        8        1 squared error")
        .contains(
            "categories  6         8-8      8        1 binary cross-entropy, 2 cross-entropy");
  }
}
