package io.residual.model.feedback;

import com.fasterxml.jackson.annotation.JsonValue;
import io.residual.model.record.FieldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody says about an alert, or about what an entity or the whole fleet is to be excused
 * for.
 *
 * @param id the key of its message: a later verdict of the same id takes its place
 * @param kind what is said
 * @param alert id of the alert that is judged; null if none is
 * @param entity whose records it is about; null if the alert tells, or if it is about all entities
 * @param fields which together are to blame; empty if the alert tells, or if any may be
 * @param error of the record that was judged, finite and above 0; null if the alert tells, or if
 *     none was
 * @param model version of the model that the error is of; null if unknown
 * @param from first event time that it is about; null for any
 * @param until last event time that it is about; null for the default
 * @param at when it was given
 * @param by who gave it; may be null
 * @param note why; may be null
 */
public record Verdict(
    String id,
    Kind kind,
    String alert,
    String entity,
    List<String> fields,
    Double error,
    String model,
    Instant from,
    Instant until,
    Instant at,
    String by,
    String note) {

  /** How long a false alarm is remembered unless the verdict says otherwise. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(30);

  /** What is said. */
  public enum Kind {
    /** Such records are normal: no more alerts about them. */
    FALSE_ALARM,
    /** The alert was right: no older verdict hides such records. */
    CONFIRMED,
    /** Such records are known of for a time, such as maintenance. */
    EXPECTED;

    /** As written in messages, such as {@code false-alarm}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of the given code; empty if there is none. */
    public static Optional<Kind> of(String code) {
      for (Kind kind : values()) {
        if (kind.code().equals(code)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** Copies the list. */
  public Verdict {
    fields = List.copyOf(fields);
  }

  /**
   * Whether it says by itself which records it is about. Else that is found where the alert was
   * raised.
   */
  public boolean complete() {
    return alert == null || (entity != null && !fields.isEmpty());
  }

  /**
   * Requires that the model has the fields that it names.
   *
   * @throws InvalidVerdictException if not
   */
  public void requireFields(List<FieldSpec> known) throws InvalidVerdictException {
    List<String> names = known.stream().map(FieldSpec::name).toList();
    List<String> unknown = fields.stream().filter(name -> !names.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidVerdictException(
          InvalidVerdictException.Reason.UNKNOWN_FIELD,
          "the model has no field "
              + VerdictMembers.shown(String.join(", ", unknown))
              + "; it has "
              + String.join(", ", names));
    }
  }

  /**
   * The last event time that it is about, in milliseconds.
   *
   * @param judgedMillis event time of the alert; {@link Long#MIN_VALUE} if unknown
   */
  long untilMillis(long judgedMillis) {
    if (until != null) {
      return until.toEpochMilli();
    }
    if (kind != Kind.FALSE_ALARM) {
      return Long.MAX_VALUE;
    }
    long begin = judgedMillis;
    if (begin == Long.MIN_VALUE) {
      begin = (from == null ? at : from).toEpochMilli();
    }
    long end = begin + DEFAULT_LIFETIME.toMillis();
    return end < begin ? Long.MAX_VALUE : end;
  }

  long fromMillis() {
    return from == null ? Long.MIN_VALUE : from.toEpochMilli();
  }
}
