package io.residual.trainer.report;

import io.residual.model.bundle.Manifest;
import java.util.Locale;

/** What the model is. */
final class ModelSection {

  private ModelSection() {}

  static void add(Html body, Manifest manifest) {
    body.raw("<h2>The model</h2><dl>");
    entry(body, "name", manifest.name());
    entry(body, "version", manifest.version());
    entry(body, "written", manifest.createdAt().toString());
    entry(
        body,
        "fields",
        String.format(
            Locale.ROOT,
            "%,d, as %,d features",
            manifest.schema().fields().size(),
            manifest.encoder().featureCount()));
    entry(body, "network", manifest.ensemble().describe());
    if (!manifest.window().single()) {
      entry(body, "window", manifest.window().length() + " records");
    }
    entry(
        body,
        "threshold",
        String.format(
            Locale.ROOT,
            "one false alarm in %,.0f normal records; begins at an error of %s",
            1 / manifest.threshold().risk(),
            Numbers.brief(manifest.calibration().quantile(1 - manifest.threshold().risk()))));
    body.raw("</dl>");
  }

  private static void entry(Html body, String name, String value) {
    body.format("<dt>%s</dt><dd>%s</dd>", name, value);
  }
}
