package io.residual.trainer.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of settings, and every combination of them. */
public final class SettingGrid {

  /** Each setting keeps a state of every entity. */
  public static final int MOST = 100;

  /** What is tried unless told otherwise: risks from alarming to all but silent. */
  public static final List<String> RISKS =
      List.of(
          "threshold.risk=0.03,0.01,0.003,0.001,0.0003,0.0001,0.00003,0.00001,1.0e-6,1.0e-7"
              + ",1.0e-8,1.0e-10");

  private SettingGrid() {}

  /**
   * All combinations of the values.
   *
   * @param texts each a key and its values, such as {@code threshold.risk=0.001,0.0001}
   * @return overrides by key; the first key's values change slowest
   * @throws IllegalArgumentException if a text is none, or there are too many combinations
   */
  public static List<Map<String, String>> of(List<String> texts) {
    List<Map<String, String>> combinations = List.of(Map.of());
    Set<String> keys = new LinkedHashSet<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String key = key(text);
      if (!keys.add(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' is swept twice; write all of its values once, separated by commas");
      }
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> one : combinations) {
        for (String value : text.substring(equals + 1).split(",", -1)) {
          Map<String, String> more = new LinkedHashMap<>(one);
          more.put(key, value.strip());
          longer.add(more);
        }
      }
      combinations = longer;
      if (combinations.size() > MOST) {
        throw new IllegalArgumentException(
            combinations.size() + " settings to try; give at most " + MOST);
      }
    }
    return combinations;
  }

  /**
   * The key of one setting.
   *
   * @param text such as {@code threshold.risk=0.001}
   * @throws IllegalArgumentException if it has none
   */
  public static String key(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new IllegalArgumentException(
          "'" + text + "' is no setting; write key=value, such as threshold.risk=0.0001");
    }
    return text.substring(0, equals).strip();
  }
}
