package io.residual.trainer.report;

import java.util.Locale;

/** Builds HTML. Whatever comes from data goes through {@link #escape}. Not thread safe. */
final class Html {

  private final StringBuilder text = new StringBuilder();

  /** The text with all that means something in HTML or in a quoted attribute written out. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        // Other control characters are not allowed in HTML at all; overriding the direction of
        // text could make a value look like another one.
        default ->
            escaped.append(
                (Character.isISOControl(c) && c != '\n' && c != '\t')
                        || Character.getType(c) == Character.FORMAT
                    ? '\uFFFD'
                    : c);
      }
    }
    return escaped.toString();
  }

  /** Markup as it is; never anything from data. */
  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Formatted markup; arguments that are texts are escaped. */
  Html format(String markup, Object... arguments) {
    Object[] safe = new Object[arguments.length];
    for (int i = 0; i < safe.length; i++) {
      safe[i] = arguments[i] instanceof String value ? escape(value) : arguments[i];
    }
    text.append(String.format(Locale.ROOT, markup, safe));
    return this;
  }

  /** An element with an escaped text. */
  Html element(String name, String content) {
    return format("<" + name + ">%s</" + name + ">", content);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
