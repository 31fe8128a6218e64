package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.config.LearningRateSchedule;
import io.residual.model.config.LearningRateSchedule.Decay;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.VariationalNetwork;
import io.residual.model.score.dl4j.NetworkArchive;
import io.residual.trainer.data.EncodedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits that are cut off and taken up again. */
class ContinuedFitTest {

  private static final DenseNetwork NETWORK =
      new DenseNetwork(
          List.of(new LayerSpec(8, Activation.TANH), new LayerSpec(2, Activation.IDENTITY)),
          List.of(new LayerSpec(8, Activation.TANH), new LayerSpec(6, Activation.IDENTITY)));

  private static final LearningRateSchedule PLATEAU =
      new LearningRateSchedule(new Decay.Plateau(0.5, 2, 0.01), 2);

  @TempDir Path folder;

  private final EncodedRows training = ToyRows.correlated(300, 1);
  private final EncodedRows validation = ToyRows.correlated(100, 2);

  /** The power goes. */
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static Consumer<FitProgress> interruptedAfter(int epoch) {
    return progress -> {
      if (progress.epoch() == epoch) {
        throw new Interruption();
      }
    };
  }

  private static FitSettings settings(int epochs, int patience) {
    return settings(NETWORK, epochs, patience);
  }

  private static FitSettings settings(NetworkSpec network, int epochs, int patience) {
    return new FitSettings(network, epochs, 64, 0.05, PLATEAU, 0.01, 7, patience);
  }

  private byte[] fit(FitSettings settings, Consumer<FitProgress> listener, int every)
      throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, every);
    AutoencoderFitter fitter =
        new AutoencoderFitter(settings, listener)
            .keeping(start -> checkpoints.of(1, settings.toString(), training, validation, start));
    try (FittedNetwork fitted = fitter.fit(training, validation)) {
      return NetworkArchive.write(fitted.network());
    }
  }

  private byte[] whole(FitSettings settings) throws IOException {
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, progress -> {}).fit(training, validation)) {
      return NetworkArchive.write(fitted.network());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 19})
  void interruptedFitEndsWithTheSameBytes(int lastEpoch) throws IOException {
    FitSettings settings = settings(20, 0);
    assertThatThrownBy(() -> fit(settings, interruptedAfter(lastEpoch), 3))
        .isInstanceOf(Interruption.class);
    List<Integer> epochs = new ArrayList<>();
    byte[] continued = fit(settings, progress -> epochs.add(progress.epoch()), 3);
    assertThat(epochs).startsWith(lastEpoch / 3 * 3 + 1).endsWith(20);
    assertThat(continued).isEqualTo(whole(settings));
  }

  @Test
  void interruptedVariationalFitDrawsTheNoiseThatItWouldHaveDrawn() throws IOException {
    NetworkSpec network =
        VariationalNetwork.of(NETWORK.encoder().subList(0, 1), 2, NETWORK.decoder(), 0.1);
    FitSettings settings = settings(network, 12, 0);
    assertThatThrownBy(() -> fit(settings, interruptedAfter(7), 3))
        .isInstanceOf(Interruption.class);
    assertThat(fit(settings, progress -> {}, 3)).isEqualTo(whole(settings));
  }

  @Test
  void earlyStoppingCountsOnAfterAnInterruption() throws IOException {
    FitSettings settings = settings(200, 4);
    List<Integer> all = new ArrayList<>();
    byte[] expected;
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, progress -> all.add(progress.epoch()))
            .fit(training, validation)) {
      expected = NetworkArchive.write(fitted.network());
    }
    int last = all.size();
    assertThat(last).isLessThan(200);
    assertThatThrownBy(() -> fit(settings, interruptedAfter(last - 2), 1))
        .isInstanceOf(Interruption.class);
    List<Integer> epochs = new ArrayList<>();
    assertThat(fit(settings, progress -> epochs.add(progress.epoch()), 1)).isEqualTo(expected);
    assertThat(epochs).containsExactly(last - 1, last);
  }

  @Test
  void finishedFitIsNotDoneAgain() throws IOException {
    FitSettings settings = settings(5, 0);
    byte[] first = fit(settings, progress -> {}, 100);
    assertThat(fit(settings, interruptedAfter(5), 100)).isEqualTo(first);
    new CheckpointFolder(folder, 1).delete();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesTheCheckpointOfAnotherFit() throws IOException {
    byte[] unused = fit(settings(5, 0), progress -> {}, 1);
    assertThat(unused).isNotEmpty();
    assertThatThrownBy(() -> fit(settings(6, 0), progress -> {}, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("network-1.checkpoint is the checkpoint of another fit");
    training.values()[17]++;
    assertThatThrownBy(() -> fit(settings(5, 0), progress -> {}, 1))
        .hasMessageContaining("is the checkpoint of another fit");
  }

  @Test
  void refusesDamagedCheckpoints() throws IOException {
    FitSettings settings = settings(3, 0);
    byte[] unused = fit(settings, progress -> {}, 1);
    assertThat(unused).isNotEmpty();
    Path file = folder.resolve("network-1.checkpoint");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < 120; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, i % 3 > 0 ? damaged : Arrays.copyOf(whole, i * whole.length / 120));
      assertThatThrownBy(() -> fit(settings, progress -> {}, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("network-1.checkpoint");
    }
  }

  @Test
  void aNetworkTrainedFurtherGoesOnAsIfItHadNeverStopped() throws IOException {
    InOrder rows = new InOrder(training);
    FitSettings six = new FitSettings(NETWORK, 6, 64, 0.01, 0, 1, 0);
    byte[] expected;
    try (FittedNetwork fitted = new AutoencoderFitter(six, progress -> {}).fit(rows, validation)) {
      expected = NetworkArchive.write(fitted.network());
    }
    FitSettings three = new FitSettings(NETWORK, 3, 64, 0.01, 0, 1, 0);
    NetworkState half;
    try (FittedNetwork fitted =
        new AutoencoderFitter(three, progress -> {}).fit(rows, validation)) {
      byte[] archive = NetworkArchive.write(fitted.network());
      float[] weights =
          NetworkArchive.readParameters(
              archive, Math.toIntExact(fitted.network().params().length()));
      Optional<float[]> optimizer = NetworkArchive.readOptimizer(archive, 2 * weights.length);
      assertThat(optimizer).isPresent();
      half = new NetworkState(weights, optimizer.get(), NetworkArchive.readSteps(archive));
      assertThat(half.steps()).isEqualTo(15);
    }
    try (FittedNetwork fitted =
        new AutoencoderFitter(three, progress -> {}).from(half).fit(rows, validation)) {
      assertThat(Arrays.equals(NetworkArchive.write(fitted.network()), expected)).isTrue();
    }
  }
}
