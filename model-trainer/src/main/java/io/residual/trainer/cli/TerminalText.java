package io.residual.trainer.cli;

/** Text of records and messages, for a terminal. */
public final class TerminalText {

  private TerminalText() {}

  /**
   * Text that cannot move the cursor or colour the screen: records come from anywhere, and
   * terminals obey control characters.
   *
   * @return the text with a question mark for each control or format character
   */
  public static String harmless(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point ->
                safe.appendCodePoint(
                    Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                        ? '?'
                        : point));
    return safe.toString();
  }
}
