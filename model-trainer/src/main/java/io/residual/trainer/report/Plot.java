package io.residual.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plot as inline SVG that takes its colours from the page, so that it suits light and dark. Not
 * thread safe.
 */
final class Plot {

  /** Drawn small and scaled up, so that texts stay legible on a telephone. */
  private static final int WIDTH = 420;

  private static final int HEIGHT = 250;
  private static final int LEFT = 52;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;

  private final Axis x;
  private final Axis y;
  private final String title;
  private final Html marks = new Html();
  private final List<String[]> legend = new ArrayList<>();

  /**
   * An empty plot.
   *
   * @param title read out in place of the picture
   */
  Plot(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  private double px(double value) {
    return LEFT + x.at(value) * (WIDTH - LEFT - RIGHT);
  }

  private double py(double value) {
    return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - TOP - BOTTOM);
  }

  /**
   * A line through points.
   *
   * @param style class that gives the colour: s1, s2 or s3
   * @param name in the legend; empty for none
   */
  Plot line(String style, String name, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", px(point[0]), py(point[1])));
    }
    marks.format("<path class=\"line %s\" d=\"%s\"/>", style, path.toString());
    return named(style, name);
  }

  /** A filled outline of steps: shares of bins of equal width along the axis. */
  Plot steps(String style, String name, double[] shares) {
    StringBuilder path = new StringBuilder();
    path.append(String.format(Locale.ROOT, "M%.1f %.1f", px(x.low()), py(y.low())));
    for (int bin = 0; bin < shares.length; bin++) {
      double from = px(x.value((double) bin / shares.length));
      double to = px(x.value((bin + 1.0) / shares.length));
      double top = py(shares[bin]);
      path.append(String.format(Locale.ROOT, "L%.1f %.1fL%.1f %.1f", from, top, to, top));
    }
    path.append(String.format(Locale.ROOT, "L%.1f %.1fZ", px(x.high()), py(y.low())));
    marks.format("<path class=\"area %s\" d=\"%s\"/>", style, path.toString());
    return named(style, name);
  }

  /** A vertical line at a value, with a name in the legend. */
  Plot rule(String style, String name, double at) {
    marks.format(
        "<path class=\"rule %s\" d=\"M%.1f %dV%d\"/>", style, px(at), TOP, HEIGHT - BOTTOM);
    return named(style, name);
  }

  /** A straight line between two points, dashed: what chance would give. */
  Plot chance(String name, double x1, double y1, double x2, double y2) {
    marks.format(
        "<path class=\"rule chance\" d=\"M%.1f %.1fL%.1f %.1f\"/>", px(x1), py(y1), px(x2), py(y2));
    return named("chance", name);
  }

  /** A dot with a name in the legend. */
  Plot dot(String style, String name, double atX, double atY) {
    marks.format(
        "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>", style, px(atX), py(atY));
    return named(style, name);
  }

  /** Small dots with one name in the legend. */
  Plot marks(String style, String name, List<double[]> points) {
    for (double[] point : points) {
      marks.format(
          "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>",
          style, px(point[0]), py(point[1]));
    }
    return named(style, name);
  }

  /** A filled band between the lower and the upper of its points: {@code {x, lower, upper}}. */
  Plot band(String style, String name, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", px(point[0]), py(point[2])));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      path.append(
          String.format(Locale.ROOT, "L%.1f %.1f", px(points.get(i)[0]), py(points.get(i)[1])));
    }
    marks.format("<path class=\"area %s\" d=\"%sZ\"/>", style, path.toString());
    return named(style, name);
  }

  private Plot named(String style, String name) {
    if (!name.isEmpty()) {
      legend.add(new String[] {style, name});
    }
    return this;
  }

  /** The plot with its legend. */
  String html() {
    Html html = new Html();
    html.format(
        "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-label=\"%s\">",
        title, WIDTH, HEIGHT, title);
    for (double tick : y.ticks()) {
      html.format(
          "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\""
              + " text-anchor=\"end\">%s</text>",
          LEFT, py(tick), WIDTH - RIGHT, LEFT - 6, py(tick) + 4, y.text(tick));
    }
    for (double tick : x.ticks()) {
      html.format(
          "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\""
              + " text-anchor=\"%s\">%s</text>",
          px(tick),
          TOP,
          HEIGHT - BOTTOM,
          px(tick),
          HEIGHT - BOTTOM + 15,
          // A number in the middle of the right edge would be cut off.
          px(tick) > WIDTH - RIGHT - 2 ? "end" : "middle",
          x.text(tick));
    }
    html.raw(marks.toString());
    html.format(
        "<text class=\"name\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (WIDTH + LEFT - RIGHT) / 2, HEIGHT - 6, x.label());
    html.format(
        "<text class=\"name\" transform=\"translate(11 %d) rotate(-90)\""
            + " text-anchor=\"middle\">%s</text></svg>",
        (HEIGHT - BOTTOM + TOP) / 2, y.label());
    html.raw("<p class=\"legend\">");
    for (String[] entry : legend) {
      html.format("<span class=\"key %s\">%s</span> ", entry[0], entry[1]);
    }
    return html.raw("</p></figure>").toString();
  }

  /** A number on an axis, as short as it can be told. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e5)) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e+0", "e").replace("e-0", "e-");
    }
    return Numbers.brief(Math.rint(value * 1e6) / 1e6);
  }
}
