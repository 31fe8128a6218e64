package io.residual.trainer.data;

import io.residual.model.record.NumberText;
import io.residual.model.record.TimestampFormat;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a sample says about one column. Not thread safe. */
final class ColumnProfile {

  /** Different texts that are told apart; further ones count as different every time. */
  static final int MAX_DISTINCT = 1000;

  /** Numbers of seconds and milliseconds from 2001 to 2096: no other quantity looks like that. */
  private static final double FIRST_SECOND = 1e9;

  private static final double LAST_SECOND = 4e9;

  /** Fewer numbers than this may rise evenly by chance. */
  private static final int MIN_ROW_NUMBERS = 20;

  private final String pointer;

  private final Map<String, Integer> texts = new HashMap<>();
  private final Wording wording = new Wording();
  private CellVisitor.Kind kind = CellVisitor.Kind.UNTYPED;
  private String firstText = "";
  private long present;
  private long repeats;
  private long nonFinite;
  private boolean mixed;
  private boolean numeric = true;
  private boolean integral = true;
  private boolean iso = true;
  private boolean bool = true;
  private boolean even = true;
  private long previous;
  private long step;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  ColumnProfile(String pointer) {
    this.pointer = pointer;
  }

  void add(CellVisitor.Kind cellKind, String text) {
    if (present++ == 0) {
      kind = cellKind;
      firstText = text;
    }
    mixed |= cellKind != kind;
    if (texts.containsKey(text)) {
      repeats++;
      texts.merge(text, 1, Integer::sum);
    } else if (texts.size() < MAX_DISTINCT) {
      texts.put(text, 1);
    }
    numeric = numeric && isNumber(cellKind, text);
    even = even && numeric && risesEvenly(text);
    iso = iso && isIso(text);
    bool = bool && isBoolean(cellKind, text);
    wording.add(text);
  }

  private boolean isNumber(CellVisitor.Kind cellKind, String text) {
    // A JSON text that looks like a number is a text: the job refuses it for a numeric field.
    if (cellKind != CellVisitor.Kind.NUMBER && cellKind != CellVisitor.Kind.UNTYPED) {
      return false;
    }
    double value;
    try {
      value = NumberText.parse(text);
    } catch (NumberFormatException e) {
      return false;
    }
    if (Double.isFinite(value)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      integral &= value == Math.rint(value);
    } else {
      nonFinite++;
    }
    return true;
  }

  /** Whether this is an integer, as far above the one before as that one above its own. */
  private boolean risesEvenly(String text) {
    try {
      long value = Long.parseLong(text);
      long rise = present == 1 ? 0 : Math.subtractExact(value, previous);
      if (present == 2) {
        step = rise;
      }
      previous = value;
      return present == 1 || (rise > 0 && rise == step);
    } catch (ArithmeticException | NumberFormatException e) {
      return false;
    }
  }

  private static boolean isIso(String text) {
    // The year, so that a bare number is never tried.
    if (text.length() < 10 || text.charAt(4) != '-') {
      return false;
    }
    try {
      return TimestampFormat.ISO_8601.parse(text) != Long.MIN_VALUE;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isBoolean(CellVisitor.Kind cellKind, String text) {
    return cellKind == CellVisitor.Kind.BOOLEAN
        || (cellKind == CellVisitor.Kind.UNTYPED
            && switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "false", "yes", "no" -> true;
              default -> false;
            });
  }

  String pointer() {
    return pointer;
  }

  /** Members of the path joined by dots: {@code sensors.rpm}. */
  String name() {
    return pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
  }

  boolean isMixed() {
    return mixed;
  }

  /** Whether all cells hold numbers, NaN and infinity among them. */
  boolean isNumeric() {
    return numeric;
  }

  /** Whether all finite numbers are integers. */
  boolean isIntegral() {
    return numeric && integral;
  }

  /** How many cells hold NaN or infinity. */
  long nonFinite() {
    return numeric ? nonFinite : 0;
  }

  /** Whether the column holds integers that rise by the same {@link #step} from cell to cell. */
  boolean isRowNumber() {
    return even && present >= MIN_ROW_NUMBERS;
  }

  long step() {
    return step;
  }

  boolean isBoolean() {
    return bool;
  }

  boolean isVector() {
    return kind == CellVisitor.Kind.NUMBERS && texts.size() == 1;
  }

  int vectorLength() {
    return Integer.parseInt(firstText);
  }

  boolean isScalar() {
    return kind != CellVisitor.Kind.NUMBERS && kind != CellVisitor.Kind.OTHER;
  }

  boolean isConstant() {
    return texts.size() == 1 && repeats + 1 == present && isScalar();
  }

  String firstText() {
    return firstText;
  }

  long present() {
    return present;
  }

  /** How many different cells there are, {@link #MAX_DISTINCT} at most. */
  int distinct() {
    return texts.size();
  }

  /** The same for a person. */
  String distinctInWords() {
    return (texts.size() < MAX_DISTINCT ? "" : "over ") + texts.size() + " different values";
  }

  /** Whether cells return rather than being new in nearly every row. */
  boolean returns() {
    return texts.size() < MAX_DISTINCT ? 2L * texts.size() <= present : 10 * repeats >= present;
  }

  Wording wording() {
    return wording;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** How a time is written here; empty if the column holds none. */
  Optional<TimestampFormat> timestampFormat() {
    if (iso) {
      return Optional.of(TimestampFormat.ISO_8601);
    }
    String lower = name().toLowerCase(Locale.ROOT);
    boolean named = lower.contains("time") || lower.contains("date") || lower.endsWith("ts");
    if (!numeric || !named || nonFinite > 0) {
      return Optional.empty();
    }
    if (min >= FIRST_SECOND && max <= LAST_SECOND) {
      return Optional.of(TimestampFormat.EPOCH_SECONDS);
    }
    return min >= 1000 * FIRST_SECOND && max <= 1000 * LAST_SECOND
        ? Optional.of(TimestampFormat.EPOCH_MILLIS)
        : Optional.empty();
  }
}
