package io.residual.model.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The JSON Schema of alerts (draft 2020-12): what readers may rely on. */
public final class AlertSchema {

  /** Names the schema; another number would break readers. */
  public static final String ID = "urn:residual:alert:1";

  private static final String RESOURCE = "alert.schema.json";

  private AlertSchema() {}

  /** The schema's text. */
  public static String text() {
    try (InputStream schema = AlertSchema.class.getResourceAsStream(RESOURCE)) {
      if (schema == null) {
        throw new IllegalStateException(RESOURCE + " is missing in the jar");
      }
      return new String(schema.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
