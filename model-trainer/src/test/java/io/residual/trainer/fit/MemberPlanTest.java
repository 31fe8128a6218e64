package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.config.EnsembleSettings;
import io.residual.model.ensemble.Combination;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberPlanTest {

  private static List<MemberPlan> plans(int members, double fields, int fieldCount) {
    return MemberPlan.of(
        new EnsembleSettings(members, Combination.MEAN, List.of(0.5, 2.0), fields), fieldCount, 7);
  }

  @Test
  void membersTakeSizesInTurnAndHaveSeedsOfTheirOwn() {
    List<MemberPlan> plans = plans(3, 1, 4);
    assertThat(plans).extracting(MemberPlan::size).containsExactly(0.5, 2.0, 0.5);
    assertThat(plans).extracting(MemberPlan::seed).doesNotHaveDuplicates().startsWith(7L);
    assertThat(plans).allMatch(plan -> plan.fields().equals(List.of(0, 1, 2, 3)));
  }

  @Test
  void fieldsAreDealtOutEvenly() {
    for (int members = 2; members <= 12; members++) {
      int[] seen = new int[10];
      for (MemberPlan plan : plans(members, 0.6, 10)) {
        assertThat(plan.fields()).hasSize(6).isSorted().doesNotHaveDuplicates();
        plan.fields().forEach(field -> seen[field]++);
      }
      for (int count : seen) {
        assertThat(count)
            .isBetween(Math.floorDiv(members * 6, 10), -Math.floorDiv(-members * 6, 10));
      }
    }
  }

  @Test
  void aFieldThatNobodyLooksAtIsRefused() {
    assertThat(plans(2, 0.5, 10)).hasSize(2);
    assertThatThrownBy(() -> plans(2, 0.4, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 members that look at 4 of 10 fields");
  }
}
