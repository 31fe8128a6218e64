package io.residual.trainer.data;

/** Tells texts of which the wording matters from names and identifiers. Not thread safe. */
final class Wording {

  /** Parts a text must have on average: names have one or two, messages and paths more. */
  private static final double MIN_PARTS = 2.5;

  private long count;
  private long parts;
  private long characters;
  private int shortest = Integer.MAX_VALUE;
  private int longest;
  private boolean blanks;

  void add(String text) {
    count++;
    characters += text.length();
    shortest = Math.min(shortest, text.length());
    longest = Math.max(longest, text.length());
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean word = Character.isLetterOrDigit(text.charAt(i));
      parts += word && !inside ? 1 : 0;
      inside = word;
      blanks |= Character.isWhitespace(text.charAt(i));
    }
  }

  /**
   * Whether the texts are made of several words or parts; dashes in identifiers of one length, such
   * as those of a UUID, do not count.
   */
  boolean isProse() {
    boolean identifiers = !blanks && shortest == longest;
    return !identifiers && parts >= MIN_PARTS * count;
  }

  /** Mean length in characters. */
  double meanLength() {
    return count == 0 ? 0 : (double) characters / count;
  }
}
