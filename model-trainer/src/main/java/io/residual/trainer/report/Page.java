package io.residual.trainer.report;

import io.residual.model.bundle.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A report as one HTML file: no scripts, nothing from elsewhere, light and dark, for screens of any
 * width. Whatever comes from data is escaped, and a content security policy forbids scripts and
 * requests besides.
 */
final class Page {

  private Page() {}

  /** The page of a report on a model. */
  static String html(Manifest manifest, Html body) {
    return new Html()
        .raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta http-equiv=\"Content-Security-Policy\"")
        .raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
        .raw("<meta name=\"referrer\" content=\"no-referrer\">")
        .format("<title>%s %s</title>", manifest.name(), manifest.version())
        .raw("<style>")
        .raw(style())
        .raw("</style></head><body>\n")
        .raw(body.toString())
        .raw("\n</body></html>\n")
        .toString();
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the report's style sheet cannot be read from the jar", e);
    }
  }
}
