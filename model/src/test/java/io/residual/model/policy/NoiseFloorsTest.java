package io.residual.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.Scaling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoiseFloorsTest {

  private static final List<FieldSpec> FIELDS =
      List.of(
          FieldSpec.of("mode", new FieldType.Categorical(8)),
          FieldSpec.of("temperature", new FieldType.Numeric(Scaling.STANDARD)));

  private static final FeatureEncoder ENCODER =
      new FeatureEncoder(
          List.of(
              new CategoricalEncoding(List.of("run"), false),
              new NumericEncoding(new NumberScale(60, 2, 60), false)));

  private static List<String> faults(String field, String rule) {
    return NoiseFloors.outOfReach(Map.of(field, FieldRule.of(rule)), FIELDS, ENCODER);
  }

  @Test
  void aFloorThatNoDeviationReachesIsNamedWithWhatWouldBe() {
    assertThat(faults("temperature", "high 6000"))
        .singleElement()
        .asString()
        .contains("'temperature' is 6000", "up to 400");
  }

  @Test
  void floorsWithinReachAndDirectionsAreFine() {
    assertThat(faults("temperature", "399")).isEmpty();
    assertThat(faults("temperature", "low")).isEmpty();
    assertThat(faults("another", "6000")).isEmpty();
  }
}
