package io.residual.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldDriftTest {

  private static final List<String> NAMES = List.of("load", "on");

  /** A number of mean 50 and spread 10 with an indicator, and a boolean. */
  private static final FeatureEncoder ENCODER =
      new FeatureEncoder(
          List.of(
              new NumericEncoding(new NumberScale(50, 10, 50), true),
              new BooleanEncoding(true, false)));

  private static float[] rows(int count, long seed, double shift, double on, double missing) {
    Random random = new Random(seed);
    float[] rows = new float[count * 3];
    for (int row = 0; row < count; row++) {
      rows[3 * row] = (float) (random.nextGaussian() + shift);
      rows[3 * row + 1] = random.nextDouble() < missing ? 1 : 0;
      rows[3 * row + 2] = random.nextDouble() < on ? 1 : 0;
    }
    return rows;
  }

  private static DataProfile profile(int count) {
    return DataProfile.of(NAMES, ENCODER, rows(count, 1, 0, 0.8, 0.1), count);
  }

  private static List<FieldDrift> drift(int count, double shift, double on, double missing) {
    return FieldDrift.of(profile(5000), NAMES, ENCODER, rows(count, 2, shift, on, missing), count);
  }

  @Test
  void theProfileSaysHowValuesAreDistributed() {
    FieldProfile load = profile(5000).fields().get(0);
    FieldProfile on = profile(5000).fields().get(1);

    assertThat(load.quantiles().get(1)).isCloseTo(50, within(1.0));
    assertThat(load.quantiles().get(2)).isCloseTo(66.4, within(1.5));
    assertThat(load.shares()).hasSize(10).allMatch(share -> Math.abs(share - 0.1) < 0.005);
    assertThat(load.missing()).isCloseTo(0.1, within(0.02));
    assertThat(on.values().get("true")).isCloseTo(0.8, within(0.03));
    assertThat(on.numeric()).isFalse();
  }

  @Test
  void jsonKeepsTheProfile() throws Exception {
    assertThat(DataProfile.fromJson(profile(300).toJson())).isEqualTo(profile(300));
  }

  @Test
  void rowsLikeTheTrainingRowsHaveNotMoved() {
    assertThat(drift(5000, 0, 0.8, 0.1))
        .hasSize(2)
        .allMatch(field -> field.stability() < 0.02)
        .allMatch(field -> field.level() == FieldDrift.Level.NONE);
  }

  @Test
  void aShiftOfOneSpreadIsAnotherPopulation() {
    FieldDrift load = drift(5000, 1, 0.8, 0.1).get(0);

    assertThat(load.expected().name()).isEqualTo("load");
    assertThat(load.level()).isEqualTo(FieldDrift.Level.MUCH);
    // Over the tenths of a normal distribution, a shift of one spread has an index of about 0.9;
    // nine tenths of the rows have a value.
    assertThat(load.stability()).isBetween(0.6, 1.0);
    assertThat(load.found().quantiles().get(1)).isCloseTo(60, within(1.0));
  }

  @Test
  void otherSharesOfValuesAndOfMissingOnesAreDrift() {
    FieldDrift on = drift(5000, 0, 0.2, 0.1).get(0);
    FieldDrift missing = drift(5000, 0, 0.8, 0.6).get(0);

    // (0.6 ln 4) twice.
    assertThat(on.stability()).isCloseTo(2 * 0.6 * Math.log(4), within(0.1));
    assertThat(missing.expected().name()).isEqualTo("load");
    assertThat(missing.level()).isEqualTo(FieldDrift.Level.MUCH);
  }

  @Test
  void fewRowsProveNothing() {
    FieldDrift load =
        drift(15, 0, 0.8, 0.1).stream()
            .filter(field -> field.expected().name().equals("load"))
            .findFirst()
            .orElseThrow();

    assertThat(load.stability()).isGreaterThan(0.1);
    assertThat(load.level()).isEqualTo(FieldDrift.Level.NONE);
  }

  @Test
  void aValueThatWasNeverSeenCountsAsOther() {
    float[] always = rows(2000, 1, 0, 1, 0);
    DataProfile profile = DataProfile.of(NAMES, ENCODER, always, 2000);

    FieldDrift on = FieldDrift.of(profile, NAMES, ENCODER, rows(2000, 2, 0, 0.5, 0), 2000).get(0);

    assertThat(on.found().values()).containsKey(DataProfile.OTHER);
    assertThat(on.level()).isEqualTo(FieldDrift.Level.MUCH);
  }

  @Test
  void aConstantNumberHasABinOfItsOwn() {
    float[] same = new float[3 * 100];
    DataProfile profile = DataProfile.of(NAMES, ENCODER, same, 100);

    assertThat(profile.fields().get(0).edges()).containsExactly(49.95, 50.0);
    assertThat(profile.fields().get(0).shares()).containsExactly(0.0, 1.0, 0.0);
  }
}
