package io.residual.trainer.report;

import io.residual.model.record.FieldSpec;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.FieldErrors;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How much each field adds to the error. */
final class FieldSection {

  private static final int MOST_FIELDS = 25;

  private FieldSection() {}

  static void add(Html body, Evaluation evaluation) {
    FieldErrors errors = evaluation.fields();
    List<FieldSpec> fields = evaluation.manifest().schema().fields();
    double usual = IntStream.range(0, fields.size()).mapToDouble(errors::usual).sum();
    double odd = IntStream.range(0, fields.size()).mapToDouble(errors::odd).sum();
    boolean oddRows = errors.oddRows() > 0;
    List<Integer> order =
        IntStream.range(0, fields.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer f) -> oddRows ? errors.odd(f) : errors.usual(f))
                    .reversed())
            .toList();
    double widest = 1e-12;
    for (int field : order) {
      widest =
          Math.max(
              widest, Math.max(share(errors.usual(field), usual), share(errors.odd(field), odd)));
    }
    String usualName = errors.byLabel() ? "normal rows" : "rows without an alert";
    String oddName = errors.byLabel() ? "anomalous rows" : "rows with an alert";
    body.raw("<h2>Error by field</h2>");
    body.format(
        "<p class=\"sub\">The mean share of each field in the error. <span class=\"key s1\">%s,"
            + " mean error %s</span>",
        usualName, Numbers.brief(usual));
    if (oddRows) {
      body.format(" <span class=\"key s2\">%s, mean error %s</span>", oddName, Numbers.brief(odd));
    }
    body.raw("</p><div class=\"wide\"><table><tr><th>Field</th><th>Share</th>");
    body.format("<th class=\"n\">%s</th>", usualName);
    body.raw(oddRows ? "<th class=\"n\">" + oddName + "</th>" : "").raw("</tr>");
    for (int field : order.subList(0, Math.min(MOST_FIELDS, order.size()))) {
      double one = share(errors.usual(field), usual);
      double other = share(errors.odd(field), odd);
      body.format("<tr><th>%s</th><td class=\"bar\">", fields.get(field).name());
      body.format("<i class=\"s1\" style=\"width:%.1f%%\"></i>", 100 * one / widest);
      if (oddRows) {
        body.format("<i class=\"s2\" style=\"width:%.1f%%\"></i>", 100 * other / widest);
      }
      body.format("</td><td class=\"n\">%s</td>", Numbers.percent(one));
      if (oddRows) {
        body.format("<td class=\"n\">%s</td>", Numbers.percent(other));
      }
      body.raw("</tr>");
    }
    body.raw("</table></div>");
    if (order.size() > MOST_FIELDS) {
      body.format("<p class=\"hint\">And %,d fields with less.</p>", order.size() - MOST_FIELDS);
    }
  }

  private static double share(double part, double all) {
    return all > 0 ? part / all : 0;
  }
}
