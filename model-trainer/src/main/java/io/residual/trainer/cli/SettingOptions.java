package io.residual.trainer.cli;

import io.residual.model.bundle.Manifest;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.DetectionSettings;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.policy.NoiseFloors;
import io.residual.model.threshold.ThresholdReach;
import io.residual.trainer.backtest.AlertBudget;
import io.residual.trainer.backtest.SettingGrid;
import io.residual.trainer.backtest.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which settings to try. */
final class SettingOptions {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting in place of the bundle's, as in the pipeline file, such as"
              + " threshold.risk=0.00001. May be repeated.")
  private List<String> set = List.of();

  @Option(
      names = "--sweep",
      paramLabel = "KEY=VALUE,VALUE...",
      description =
          "Try several values beside it; repeated, every combination of them, at most "
              + SettingGrid.MOST
              + ". All in the same pass.")
  private List<String> sweep = List.of();

  @Option(
      names = "--budget",
      paramLabel = "N/TIME",
      converter = Budget.class,
      description =
          "Recommend the most sensitive of the settings that keep to so many alerts on average:"
              + " 3/day for all entities together, 0.5/day/entity for each, 2 incidents/week to"
              + " count incidents. Without --sweep, tries risks from 0.03 to 1e-10.")
  private AlertBudget budget;

  /** What people have time for; empty if nobody said. */
  Optional<AlertBudget> budget() {
    return Optional.ofNullable(budget);
  }

  /**
   * The settings to try, those that --set says first.
   *
   * @throws InvalidConfigException if one is out of range, or gives a threshold among normal errors
   */
  List<Variant> variants(Manifest manifest) throws InvalidConfigException {
    Map<String, String> own = new LinkedHashMap<>();
    for (String one : set) {
      own.put(SettingGrid.key(one), one.substring(one.indexOf('=') + 1).strip());
    }
    List<Variant> variants = new ArrayList<>(List.of(variant(manifest, own)));
    if (!sweep.isEmpty() || budget != null) {
      List<String> grid = sweep.isEmpty() ? SettingGrid.RISKS : sweep;
      for (Map<String, String> more : SettingGrid.of(grid)) {
        Map<String, String> all = new LinkedHashMap<>(own);
        all.putAll(more);
        Variant variant = variant(manifest, all);
        // What is set already needs no second state of every entity.
        if (variants.stream().noneMatch(variant::sameAs)) {
          variants.add(variant);
        }
      }
    }
    return variants;
  }

  private static Variant variant(Manifest manifest, Map<String, String> overrides)
      throws InvalidConfigException {
    DetectionSettings settings =
        new DetectionSettings(manifest.threshold(), manifest.alerts())
            .with(overrides, manifest.schema());
    Optional<String> always =
        new ThresholdReach(manifest.calibration(), settings.threshold()).amongNormalErrors();
    if (always.isPresent()) {
      // The job refuses it as well: figures of it would be of no use.
      throw new InvalidConfigException(
          "the settings",
          List.of(
              new ConfigFault(
                  "threshold",
                  "with "
                      + (overrides.isEmpty() ? "the bundle's values" : overrides)
                      + " "
                      + always.get(),
                  "give a larger threshold.k, or threshold.k=auto and a threshold.risk")));
    }
    List<String> unreachable =
        NoiseFloors.outOfReach(
            settings.alerts().fields(), manifest.schema().fields(), manifest.encoder());
    if (!unreachable.isEmpty()) {
      throw new InvalidConfigException(
          "the settings",
          unreachable.stream()
              .map(
                  problem ->
                      new ConfigFault(
                          "alerts.fields", problem, "give a smaller one, or drop the rule"))
              .toList());
    }
    return new Variant(overrides, settings);
  }

  /** Reads budgets. */
  static final class Budget implements ITypeConverter<AlertBudget> {
    @Override
    public AlertBudget convert(String text) {
      try {
        return AlertBudget.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
