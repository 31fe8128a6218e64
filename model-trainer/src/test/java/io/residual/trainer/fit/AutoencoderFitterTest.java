package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.config.AugmentSettings;
import io.residual.model.config.LearningRateSchedule;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.batch.TrainingSet;
import io.residual.trainer.batch.VariedRows;
import io.residual.trainer.data.EncodedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AutoencoderFitterTest {

  private static final DenseNetwork NETWORK =
      new DenseNetwork(
          List.of(new LayerSpec(8, Activation.TANH), new LayerSpec(2, Activation.IDENTITY)),
          List.of(new LayerSpec(8, Activation.TANH), new LayerSpec(6, Activation.IDENTITY)));

  private final EncodedRows training = ToyRows.correlated(300, 1);
  private final EncodedRows validation = ToyRows.correlated(100, 2);

  private static FitSettings settings(int epochs, double learningRate, long seed, int patience) {
    return new FitSettings(NETWORK, epochs, 64, learningRate, 0, seed, patience);
  }

  private byte[] fitToGraph(long seed) throws IOException {
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings(3, 0.01, seed, 0), p -> {}).fit(training, validation)) {
      return OnnxExporter.export(List.of(fitted.network()));
    }
  }

  @Test
  void equalSeedsGiveEqualWeights() throws IOException {
    byte[] first = fitToGraph(7);
    assertThat(fitToGraph(7)).isEqualTo(first);
    assertThat(fitToGraph(8)).isNotEqualTo(first);
  }

  @Test
  void learnsAStructureThatFitsTheCode() throws IOException {
    List<FitProgress> heard = new ArrayList<>();
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings(60, 0.01, 1, 0), heard::add).fit(training, validation)) {
      double last = fitted.validationLoss().get(59);
      assertThat(last).isLessThan(0.1 * fitted.validationLoss().get(0));
      assertThat(fitted.bestEpoch()).isEqualTo(60);
    }
    assertThat(heard).extracting(FitProgress::epoch).hasSize(60).startsWith(1).endsWith(60);
    assertThat(heard.get(59).left()).isZero();
    assertThat(heard.get(29).left()).isPositive();
  }

  @Test
  void reportsMeanSquaredErrorPerFeature() throws IOException {
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings(1, 1e-9, 1, 0), p -> {}).fit(training, validation)) {
      double sum = meanSquare(new Reconstructions(fitted.network(), training));
      // A step this small changes nothing: the loss of the epoch is that of the weights.
      assertThat(fitted.trainingLoss().get(0)).isCloseTo(sum, within(1e-4));
    }
  }

  private static double meanSquare(ReconstructedRows rows) {
    DoubleSummaryStatistics squares = new DoubleSummaryStatistics();
    rows.forEach(
        (inputs, outputs, count) -> {
          for (int i = 0; i < count * rows.features(); i++) {
            squares.accept(Math.pow(inputs[i] - outputs[i], 2));
          }
        });
    assertThat(squares.getCount()).isEqualTo((long) rows.rows() * rows.features());
    return squares.getAverage();
  }

  @Test
  void keepsTheBestWeightsWhenStoppedEarly() throws IOException {
    // A rate so high that the loss jumps about after a good beginning.
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings(200, 0.1, 3, 5), p -> {}).fit(training, validation)) {
      int epochs = fitted.validationLoss().size();
      assertThat(epochs).isEqualTo(fitted.bestEpoch() + 5).isLessThan(200);
      double best = fitted.validationLoss().get(fitted.bestEpoch() - 1);
      assertThat(fitted.validationLoss()).allMatch(loss -> loss >= best);
      double sum = meanSquare(new Reconstructions(fitted.network(), validation));
      assertThat(sum).isCloseTo(best, within(1e-6));
    }
  }

  @Test
  void saysWhenTrainingDiverges() throws IOException {
    EncodedRows huge = ToyRows.correlated(300, 1);
    for (int i = 0; i < huge.values().length; i++) {
      huge.values()[i] *= 1e25f;
    }
    assertThatThrownBy(
            () -> new AutoencoderFitter(settings(5, 0.01, 1, 0), p -> {}).fit(huge, validation))
        .isInstanceOf(DivergedTrainingException.class)
        .hasMessageContaining("training diverged in epoch 1")
        .hasMessageContaining("learningRate");
  }

  @Test
  void refusesRowsOfAnotherWidth() throws IOException {
    EncodedRows wide = ToyRows.noise(10, 7, 1);
    assertThatThrownBy(
            () -> new AutoencoderFitter(settings(5, 0.01, 1, 0), p -> {}).fit(wide, wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 outputs")
        .hasMessageContaining("7 features");
  }

  @Test
  void weightDecayShrinksWeights() throws IOException {
    assertThat(norm(1.0)).isLessThan(0.9 * norm(0));
  }

  private double norm(double weightDecay) throws IOException {
    FitSettings settings = new FitSettings(NETWORK, 20, 64, 0.01, weightDecay, 1, 0);
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, p -> {}).fit(training, validation)) {
      return fitted.network().params().norm2Number().doubleValue();
    }
  }

  @Test
  void aDenoisingNetworkRepairsRowsThatLackFields() throws IOException {
    double plain = repairError(AugmentSettings.NONE);
    assertThat(repairError(new AugmentSettings(0, 0.3, 0, 0))).isLessThan(0.7 * plain);
  }

  /** Mean squared error of reconstructions of rows in which fields were set to their mean, 0. */
  private double repairError(AugmentSettings augment) throws IOException {
    EncodedRows hidden = ToyRows.correlated(200, 4);
    float[] clean = hidden.values().clone();
    Random random = new Random(1);
    for (int i = 0; i < clean.length; i++) {
      hidden.values()[i] = random.nextDouble() < 0.3 ? 0 : clean[i];
    }
    FieldColumns columns =
        new FieldColumns(Collections.nCopies(6, new FieldColumns.Field(1, true)), 1);
    FitSettings settings = new FitSettings(NETWORK, 60, 32, 0.02, 0, 1, 0);
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, p -> {})
            .fit(VariedRows.of(TrainingSet.of(training), columns, augment, 1), validation)) {
      double[] sum = {0};
      int[] next = {0};
      new Reconstructions(fitted.network(), hidden)
          .forEach(
              (inputs, outputs, count) -> {
                for (int i = 0; i < count * 6; i++) {
                  double residual = (double) clean[next[0]++] - outputs[i];
                  sum[0] += residual * residual / clean.length;
                }
              });
      return sum[0];
    }
  }

  @Test
  void scheduleChangesWhatIsLearnt() throws IOException {
    LearningRateSchedule falling =
        new LearningRateSchedule(new LearningRateSchedule.Decay.Exponential(1e-6), 0);
    FitSettings settings = new FitSettings(NETWORK, 4, 64, 0.01, falling, 0, 1, 0);
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, p -> {}).fit(training, validation)) {
      List<Double> losses = fitted.validationLoss();
      assertThat(losses.get(3)).isCloseTo(losses.get(0), within(1e-4 * losses.get(0)));
    }
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings(4, 0.01, 1, 0), p -> {}).fit(training, validation)) {
      List<Double> losses = fitted.validationLoss();
      assertThat(losses.get(3)).isLessThan(0.9 * losses.get(0));
    }
  }
}
