package io.residual.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the names in the code and on the page together. */
class MetricsReferenceTest {

  private static final Path PAGE = Path.of("../docs/metrics.md");

  /** Rows: name, as Prometheus shows it, type, labels. */
  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` \\| `residual_(\\w+)` \\| \\w+ \\| ([^|]*) \\|.*");

  private static Set<String> constants(Class<?> type) throws Exception {
    Set<String> values = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        values.add((String) field.get(null));
      }
    }
    values.remove(MetricNames.GROUP);
    return values;
  }

  @Test
  void thePageListsEveryMetricAndLabelAndNoOther() throws Exception {
    Set<String> names = new TreeSet<>();
    Set<String> labels = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(names.add(row.group(1))).as("listed once: %s", row.group(1)).isTrue();
        List<String> own =
            Arrays.stream(row.group(3).replaceAll("[` –]", "").split(",", -1))
                .filter(label -> !label.isEmpty())
                .toList();
        labels.addAll(own);
        String shown = own.isEmpty() ? row.group(1) : String.join("_", own) + "_" + row.group(1);
        assertThat(row.group(2)).isEqualTo(shown);
      }
    }

    assertThat(names).isEqualTo(constants(MetricNames.class));
    assertThat(labels).isEqualTo(constants(MetricLabels.class));
  }
}
