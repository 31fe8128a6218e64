package io.residual.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts the rows that cannot be read and remembers the first few. Not thread safe. */
public final class BadRows {

  /** Enough to see a pattern, few enough to read. */
  private static final int EXAMPLES = 5;

  private final double maxFraction;
  private final List<String> examples = new ArrayList<>();
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
  public void add(String input, long line, String reason) {
    count++;
    if (examples.size() < EXAMPLES) {
      examples.add(input + " line " + line + ": " + reason);
    }
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** The first of them: input, line and reason. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /**
   * Refuses input of which too much cannot be read: the schema is wrong rather than the rows.
   *
   * @throws TooManyBadRowsException naming the first of them
   */
  public void requireFew(long rows) throws TooManyBadRowsException {
    if (count > maxFraction * rows) {
      throw new TooManyBadRowsException(
          String.format(
              Locale.ROOT,
              "%,d of %,d rows cannot be read, more than the %s %% allowed; mend the schema or the"
                  + " rows, or raise --max-bad-rows. The first ones:%n  %s",
              count,
              rows,
              100 * maxFraction,
              String.join(System.lineSeparator() + "  ", examples)));
    }
  }
}
