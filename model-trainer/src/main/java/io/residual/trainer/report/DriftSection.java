package io.residual.trainer.report;

import io.residual.model.profile.FieldDrift;
import io.residual.model.profile.FieldProfile;
import io.residual.trainer.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How the fields' values compare with those in training. */
final class DriftSection {

  private static final int MOST_FIELDS = 40;
  private static final int MOST_BARS = 12;

  private DriftSection() {}

  static void add(Html body, Evaluation evaluation) {
    body.raw("<h2>Drift since training</h2>");
    if (evaluation.drift().isEmpty()) {
      body.raw("<p class=\"sub\">The bundle does not say how the fields' values were distributed");
      body.raw(" in training, so these rows cannot be compared with them.</p>");
      return;
    }
    body.raw("<p class=\"sub\">The population stability index compares how values are distributed");
    body.raw(" over the training rows' tenths: below 0.1 nothing has changed, above 0.25 the rows");
    body.raw(" are others (what chance explains is allowed for).");
    body.raw(" <span class=\"key s1\">training</span> <span class=\"key s2\">these rows</span>");
    body.raw(
        "</p><div class=\"wide\"><table><tr><th>Field</th><th class=\"n\">Index</th><th></th>");
    body.raw("<th>Training: 5%, median, 95%</th><th>These rows</th><th>Distribution</th></tr>");
    List<FieldDrift> fields = evaluation.drift();
    for (FieldDrift field : fields.subList(0, Math.min(MOST_FIELDS, fields.size()))) {
      row(body, field);
    }
    body.raw("</table></div>");
    if (fields.size() > MOST_FIELDS) {
      body.format("<p class=\"hint\">And %,d fields with less.</p>", fields.size() - MOST_FIELDS);
    }
  }

  private static void row(Html body, FieldDrift field) {
    String style =
        switch (field.level()) {
          case NONE -> "good";
          case SOME -> "note";
          case MUCH -> "warning";
        };
    String word =
        switch (field.level()) {
          case NONE -> "as before";
          case SOME -> "some change";
          case MUCH -> "much change";
        };
    body.format(
        "<tr><th>%s</th><td class=\"n\">%s</td><td><span class=\"tag %s\">%s</span></td>"
            + "<td>%s</td><td>%s</td><td>",
        field.expected().name(),
        Numbers.share(field.stability()),
        style,
        word,
        values(field.expected()),
        values(field.found()));
    bars(body, field);
    body.raw("</td></tr>");
  }

  private static String values(FieldProfile profile) {
    String missing = profile.missing() > 0 ? "; missing " + Numbers.percent(profile.missing()) : "";
    if (profile.numeric()) {
      return String.join(", ", profile.quantiles().stream().map(Numbers::brief).toList()) + missing;
    }
    return profile.values().entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(3)
            .map(
                entry ->
                    ExampleSection.text(entry.getKey()) + " " + Numbers.percent(entry.getValue()))
            .reduce((a, b) -> a + ", " + b)
            .orElse("no values")
        + missing;
  }

  private static void bars(Html body, FieldDrift field) {
    List<double[]> pairs = pairs(field);
    double top = 1e-9;
    for (double[] pair : pairs) {
      top = Math.max(top, Math.max(pair[0], pair[1]));
    }
    body.raw("<svg class=\"bins\" viewBox=\"0 0 120 30\" role=\"img\" aria-label=\"shares\">");
    double step = 120.0 / pairs.size();
    for (int i = 0; i < pairs.size(); i++) {
      for (int side = 0; side < 2; side++) {
        double height = 28 * pairs.get(i)[side] / top;
        body.format(
            "<rect class=\"area %s\" stroke=\"none\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                + " height=\"%.1f\"/>",
            side == 0 ? "s1" : "s2",
            i * step + side * step * 0.42,
            30 - height,
            step * 0.42,
            height);
      }
    }
    body.raw("</svg>");
  }

  private static List<double[]> pairs(FieldDrift field) {
    List<double[]> pairs = new ArrayList<>();
    if (field.expected().numeric()) {
      for (int bin = 0; bin < field.expected().shares().size(); bin++) {
        pairs.add(
            new double[] {field.expected().shares().get(bin), field.found().shares().get(bin)});
      }
      return pairs;
    }
    Set<String> values = new TreeSet<>(field.expected().values().keySet());
    values.addAll(field.found().values().keySet());
    for (String value : values) {
      if (pairs.size() < MOST_BARS) {
        pairs.add(
            new double[] {
              field.expected().values().getOrDefault(value, 0.0),
              field.found().values().getOrDefault(value, 0.0)
            });
      }
    }
    return pairs;
  }
}
