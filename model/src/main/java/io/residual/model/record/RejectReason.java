package io.residual.model.record;

import java.util.Locale;

/** Why a record could not be read; part of the dead-letter contract. */
public enum RejectReason {
  /** Kafka value null: a deletion marker carries nothing to score. */
  TOMBSTONE,
  /** No bytes, or white space only. */
  EMPTY,
  /** More bytes than the limit allows. */
  TOO_LARGE,
  /** Not well-formed JSON: truncated, wrong charset, NaN tokens, too deep, trailing data. */
  NOT_JSON,
  /** JSON, but not an object. */
  NOT_AN_OBJECT,
  /** A declared field occurs twice, so its value is ambiguous. */
  DUPLICATE_KEY,
  /** A required field is absent or null. */
  MISSING_FIELD,
  /** A field holds another type than declared; a number written as text is one case. */
  WRONG_TYPE,
  /** A number that is infinite as a double, such as 1e999. */
  NOT_FINITE,
  /** A time that cannot be read in the declared format. */
  BAD_TIMESTAMP,
  /** A vector with more or fewer elements than declared. */
  WRONG_LENGTH,
  /** An entity longer than {@link RowAssembler#MAX_ENTITY_LENGTH} characters. */
  ENTITY_TOO_LONG;

  /** The reason as written in headers and metrics, such as {@code missing-field}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
