package io.residual.model.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The JSON Schema of verdicts (draft 2020-12): what writers must keep to. */
public final class VerdictSchema {

  private static final String RESOURCE = "verdict.schema.json";

  private VerdictSchema() {}

  /** The schema's text. */
  public static String text() {
    try (InputStream schema = VerdictSchema.class.getResourceAsStream(RESOURCE)) {
      if (schema == null) {
        throw new IllegalStateException(RESOURCE + " is missing in the jar");
      }
      return new String(schema.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
