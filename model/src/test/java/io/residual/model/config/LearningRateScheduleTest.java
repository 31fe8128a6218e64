package io.residual.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.config.LearningRateSchedule.Decay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

  private static double[] factors(Decay decay, int warmup, int epochs) {
    LearningRateSchedule schedule = new LearningRateSchedule(decay, warmup);
    return IntStream.rangeClosed(1, epochs)
        .mapToDouble(epoch -> schedule.factor(epoch, epochs, List.of()))
        .toArray();
  }

  private static LearningRateSchedule parse(String schedule) throws Exception {
    return PipelineFile.parse(
            "{model: {name: m}, schema: {fields: [{name: x, type: numeric}]}, training: {schedule: "
                + schedule
                + "}}")
        .training()
        .schedule();
  }

  @Test
  void constantIsTheFullRate() {
    assertThat(factors(new Decay.Constant(), 0, 3)).containsExactly(1, 1, 1);
  }

  @Test
  void warmUpClimbsInEqualStepsAndDelaysTheDecay() {
    assertThat(factors(new Decay.Exponential(0.5), 3, 6))
        .containsExactly(0.25, 0.5, 0.75, 1, 0.5, 0.25);
  }

  @Test
  void stepsFallEverySomeEpochs() {
    assertThat(factors(new Decay.Step(0.1, 2), 0, 5))
        .containsExactly(new double[] {1, 1, 0.1, 0.1, 0.01}, within(1e-12));
  }

  @Test
  void cosineFallsFromTheFullRateTowardsItsEnd() {
    double[] factors = factors(new Decay.Cosine(0.1), 0, 1000);
    assertThat(factors[0]).isEqualTo(1);
    assertThat(factors[500]).isCloseTo(0.55, within(1e-9));
    assertThat(factors[999]).isCloseTo(0.1, within(1e-4)).isGreaterThan(0.1);
    for (int i = 1; i < factors.length; i++) {
      assertThat(factors[i]).isLessThan(factors[i - 1]);
    }
  }

  @Test
  void plateauFallsOnceForEachWaitWithoutABetterLoss() {
    Decay plateau = new Decay.Plateau(0.5, 2, 0.2);
    List<Double> losses = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (double loss : new double[] {5, 4, 4, 4, 3, 3, 3, 3, 3, 3}) {
      factors.add(plateau.factor(losses.size() + 1, 100, losses));
      losses.add(loss);
    }
    factors.add(plateau.factor(losses.size() + 1, 100, losses));
    assertThat(factors).containsExactly(1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2);
  }

  @Test
  void isReadFromItsNameOrWithItsNumbers() throws Exception {
    assertThat(parse("constant")).isEqualTo(LearningRateSchedule.CONSTANT);
    assertThat(parse("cosine")).isEqualTo(new LearningRateSchedule(new Decay.Cosine(0.01), 0));
    assertThat(parse("{type: step, factor: 0.3, every: 7, warmup: 2}"))
        .isEqualTo(new LearningRateSchedule(new Decay.Step(0.3, 7), 2));
    assertThat(parse("{type: exponential, factor: 0.9}"))
        .isEqualTo(new LearningRateSchedule(new Decay.Exponential(0.9), 0));
    assertThat(parse("{type: plateau, factor: 0.3, patience: 4, end: 0.1}").describe())
        .isEqualTo("plateau 0.3 after 4 epochs, to 0.1");
  }

  @Test
  void faultsNameTheKey() {
    assertThatThrownBy(() -> parse("cosin"))
        .hasMessageContaining("training.schedule: is 'cosin' (did you mean 'cosine'?)");
    assertThatThrownBy(() -> parse("{factor: 2}"))
        .hasMessageContaining("training.schedule.type: is missing");
    assertThatThrownBy(() -> parse("{type: step, factor: 2, end: 0.1, warmup: -1}"))
        .hasMessageContaining("training.schedule.factor: is 2")
        .hasMessageContaining("training.schedule.end: is no setting")
        .hasMessageContaining("training.schedule.warmup: is -1");
    assertThatThrownBy(() -> new LearningRateSchedule(new Decay.Constant(), -1))
        .hasMessageContaining("warmup is -1");
  }
}
