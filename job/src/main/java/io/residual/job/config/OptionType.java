package io.residual.job.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * How values of an option are written.
 *
 * @param name shown in the reference
 * @param remedy what to write instead of a value that cannot be read
 * @param parse throws IllegalArgumentException if a text is no such value
 * @param show writes a value so that {@code parse} reads it
 */
record OptionType<T>(
    String name, String remedy, Function<String, T> parse, Function<T, String> show) {

  private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  static final OptionType<String> TEXT =
      new OptionType<>("text", "write a text", OptionType::text, text -> text);

  static final OptionType<String> TOPIC =
      new OptionType<>(
          "topic",
          "write up to 249 letters, digits, dots, dashes and underscores",
          OptionType::topic,
          name -> name);

  static final OptionType<Boolean> BOOLEAN =
      new OptionType<>("boolean", "write true or false", OptionType::bool, String::valueOf);

  static final OptionType<Integer> INTEGER =
      new OptionType<>("integer", "write a whole number", Integer::valueOf, String::valueOf);

  static final OptionType<Double> NUMBER =
      new OptionType<>("number", "write a number", Double::valueOf, String::valueOf);

  static final OptionType<Duration> DURATION =
      new OptionType<>(
          "duration",
          "write a number and a unit: ms, s, min, h or d",
          TimeUtils::parseDuration,
          TimeUtils::formatWithHighestUnit);

  /** In bytes. */
  static final OptionType<Integer> SIZE =
      new OptionType<>(
          "size",
          "write a number of bytes, kb or mb, less than 2 gb",
          text -> Math.toIntExact(size(text)),
          bytes -> new MemorySize(bytes).toString());

  static final OptionType<List<String>> TOPICS =
      new OptionType<>(
          "topics",
          "write names of topics separated by commas",
          OptionType::topics,
          names -> String.join(",", names));

  static final OptionType<Pattern> PATTERN =
      new OptionType<>(
          "regular expression",
          "write a regular expression of Java",
          Pattern::compile,
          Pattern::pattern);

  /** One of a few names, written in lower case with dashes. */
  static <E extends Enum<E>> OptionType<E> choice(Class<E> type) {
    Map<String, E> choices =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(OptionType::written, e -> e, (a, b) -> a, TreeMap::new));
    return new OptionType<>(
        String.join(" or ", choices.keySet()),
        "write " + String.join(" or ", choices.keySet()),
        text -> chosen(choices, text),
        OptionType::written);
  }

  static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E> E chosen(Map<String, E> choices, String text) {
    E value = choices.get(text);
    if (value == null) {
      throw new IllegalArgumentException("none of " + choices.keySet());
    }
    return value;
  }

  private static String text(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("blank");
    }
    return text.strip();
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static long size(String text) {
    long bytes = MemorySize.parseBytes(text);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("too large");
    }
    return bytes;
  }

  private static String topic(String name) {
    if (!TOPIC_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("no topic name");
    }
    return name;
  }

  private static List<String> topics(String text) {
    return Arrays.stream(text.split(",", -1)).map(name -> topic(name.strip())).toList();
  }
}
