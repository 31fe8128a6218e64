package io.residual.trainer.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a setting changes on one kind of split of one set: a single network with the setting stands
 * against one without it, on the same splits. Figures are means over three seeds.
 */
final class SettingEffect {

  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

  private static final String PLAIN = "network: bottleneck";

  /** Makes the split of a seed. */
  private interface Splits {
    LabelledSplit of(long seed) throws Exception;
  }

  private final Splits splits;

  /** Figures by settings: models are compared with several others. */
  private final Map<String, List<ModelFigures>> known = new HashMap<>();

  private SettingEffect(Splits splits) {
    this.splits = splits;
  }

  /** On training rows that are normal, all of them. */
  static SettingEffect onClean(String set) {
    return new SettingEffect(seed -> LabelledSplit.clean(set, seed));
  }

  /** On training rows with anomalies among them. */
  static SettingEffect onContaminated(String set) {
    return new SettingEffect(seed -> LabelledSplit.contaminated(set, seed));
  }

  /** The effect on a bottleneck network. */
  Change of(String setting) throws Exception {
    Change change = new Change(figures(PLAIN), figures(PLAIN + ", " + setting));
    for (int i = 0; i < SEEDS.size(); i++) {
      assertThat(change.with.get(i).version())
          .as("the setting changes the model")
          .isNotEqualTo(change.without.get(i).version());
    }
    return change;
  }

  /** The versions of models of the first seed. */
  List<String> versions(String... settings) throws Exception {
    List<String> versions = new ArrayList<>();
    for (String setting : settings) {
      versions.add(figures(PLAIN + ", " + setting).get(0).version());
    }
    return versions;
  }

  private List<ModelFigures> figures(String settings) throws Exception {
    List<ModelFigures> figures = known.get(settings);
    if (figures == null) {
      figures = new ArrayList<>();
      for (long seed : SEEDS) {
        figures.add(splits.of(seed).figures(settings));
      }
      known.put(settings, figures);
    }
    return figures;
  }

  /** Figures without a setting and with it. */
  record Change(List<ModelFigures> without, List<ModelFigures> with) {

    double auroc() {
      return difference(ModelFigures::auroc);
    }

    double precision() {
      return difference(ModelFigures::averagePrecision);
    }

    double recall() {
      return difference(ModelFigures::recall);
    }

    double falseAlarms() {
      return difference(ModelFigures::falseAlarms);
    }

    int trainingRows() {
      return (int) difference(ModelFigures::trainingRows);
    }

    int networks() {
      return with.get(0).networks();
    }

    private double difference(ToDoubleFunction<ModelFigures> figure) {
      return mean(with, figure) - mean(without, figure);
    }

    private static double mean(List<ModelFigures> figures, ToDoubleFunction<ModelFigures> figure) {
      return figures.stream().mapToDouble(figure).average().orElseThrow();
    }
  }
}
