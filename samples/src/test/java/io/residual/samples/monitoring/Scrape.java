package io.residual.samples.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Prometheus reporter said, read strictly: a line that is neither comment nor sample fails.
 *
 * @param types by metric, such as {@code gauge}
 */
record Scrape(Map<String, String> types, List<Sample> samples) {

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** One number. */
  record Sample(String name, Map<String, String> labels, double value) {}

  static Scrape parse(String text) {
    Map<String, String> types = new HashMap<>();
    List<Sample> samples = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (!line.startsWith("#")) {
        samples.add(sample(line));
      }
    }
    return new Scrape(types, samples);
  }

  private static Sample sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    Map<String, String> labels = new TreeMap<>();
    if (sample.group(2) != null) {
      Matcher label = LABEL.matcher(sample.group(2));
      int end = 0;
      while (label.lookingAt()) {
        labels.put(label.group(1), label.group(2));
        end = label.end();
        label.region(end, sample.group(2).length());
      }
      if (end != sample.group(2).length()) {
        throw new IllegalArgumentException("no labels: " + line);
      }
    }
    return new Sample(sample.group(1), labels, number(sample.group(3)));
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  List<Sample> of(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** The sum over all series of a metric. */
  double sum(String name) {
    return sum(name, labels -> true);
  }

  /** The sum over the series of a metric with such labels. */
  double sum(String name, Predicate<Map<String, String>> labels) {
    return of(name).stream()
        .filter(sample -> labels.test(sample.labels()))
        .mapToDouble(Sample::value)
        .sum();
  }
}
