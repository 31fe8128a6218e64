package io.residual.job.config;

import java.util.function.Predicate;

/**
 * One option of the job.
 *
 * @param key dotted, lower case
 * @param type how values are written
 * @param defaultValue null if there is none
 * @param allowed which values of the type are
 * @param range what {@code allowed} allows, in words; empty if everything
 * @param description for the reference and {@code --help}
 */
record JobOption<T>(
    String key,
    OptionType<T> type,
    T defaultValue,
    Predicate<T> allowed,
    String range,
    String description) {

  static <T> JobOption<T> of(String key, OptionType<T> type, T defaultValue, String description) {
    return new JobOption<>(key, type, defaultValue, value -> true, "", description);
  }

  JobOption<T> allowing(String words, Predicate<T> values) {
    return new JobOption<>(key, type, defaultValue, values, words, description);
  }

  /** The default as a user would write it; empty if there is none. */
  String shownDefault() {
    return defaultValue == null ? "" : type.show().apply(defaultValue);
  }
}
