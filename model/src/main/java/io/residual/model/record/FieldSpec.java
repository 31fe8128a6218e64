package io.residual.model.record;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One declared field of a record.
 *
 * @param name unique name, shown in alerts
 * @param pointer where the field is in the JSON document (RFC 6901), such as {@code /sensors/rpm}
 * @param type what it holds
 * @param missing what to do when it is absent or null
 */
public record FieldSpec(String name, String pointer, FieldType type, MissingRule missing) {

  /** Checks the pointer's syntax. */
  public FieldSpec {
    requirePointer(pointer);
  }

  /** A field at the top level of the document, under its own name, that must be present. */
  public static FieldSpec of(String name, FieldType type) {
    return new FieldSpec(name, pointerTo(name), type, MissingRule.REJECT);
  }

  /** The JSON pointer of a top-level member of the given name. */
  public static String pointerTo(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static void requirePointer(String pointer) {
    JsonPointer.compile(pointer);
    if (pointer.isEmpty()) {
      throw new IllegalArgumentException(
          "the empty pointer is the whole document; point at a value, such as /temperature");
    }
  }
}
