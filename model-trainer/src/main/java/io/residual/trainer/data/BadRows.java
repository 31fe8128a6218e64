package io.residual.trainer.data;

import io.residual.model.record.InvalidRecordException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts the rows that cannot be read, by field and reason, and remembers the first few. Not thread
 * safe.
 */
public final class BadRows {

  /** Enough to see a pattern, few enough to read. */
  private static final int EXAMPLES = 5;

  /** As many kinds as a message lists. */
  private static final int KINDS = 10;

  private final double maxFraction;
  private final List<String> examples = new ArrayList<>();
  private final Map<String, BadRowKind> kinds = new LinkedHashMap<>();
  private long count;

  /**
   * None so far.
   *
   * @param maxFraction how many of the rows may be unreadable; from 0 to 1
   */
  public BadRows(double maxFraction) {
    this.maxFraction = maxFraction;
  }

  /** Counts a row and remembers it if it is among the first. */
  public void add(String input, String place, InvalidRecordException refusal) {
    count++;
    String example = input + " " + place + ": " + refusal.getMessage();
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
    String field = refusal.field().orElse("");
    BadRowKind first = new BadRowKind(field, refusal.reason(), 1, example);
    kinds.merge(
        refusal.reason() + " " + field,
        first,
        (known, another) ->
            new BadRowKind(field, known.reason(), known.rows() + 1, known.example()));
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** The first of them: input, line and reason. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** What is wrong, the most frequent first. */
  public List<BadRowKind> kinds() {
    return kinds.values().stream()
        .sorted(Comparator.comparingLong(BadRowKind::rows).reversed())
        .limit(KINDS)
        .toList();
  }

  /**
   * Refuses input of which too much cannot be read: the schema is wrong rather than the rows.
   *
   * @throws TooManyBadRowsException naming what is wrong with how many
   */
  public void requireFew(long rows) throws TooManyBadRowsException {
    if (count > maxFraction * rows) {
      String newLine = System.lineSeparator() + "  ";
      throw new TooManyBadRowsException(
          String.format(
              Locale.ROOT,
              "%,d of %,d rows cannot be read, more than the %s %% allowed; mend the schema or the"
                  + " rows, or raise --max-bad-rows:%s%s",
              count,
              rows,
              100 * maxFraction,
              newLine,
              kinds().stream().map(BadRowKind::describe).collect(Collectors.joining(newLine))));
    }
  }
}
