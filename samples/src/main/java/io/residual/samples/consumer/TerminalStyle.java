package io.residual.samples.consumer;

/** Emphasis on terminals that know it (ECMA-48). */
enum TerminalStyle {
  BOLD(1),
  DIM(2),
  RED(31),
  YELLOW(33),
  GREEN(32);

  private final int code;

  TerminalStyle(int code) {
    this.code = code;
  }

  /** The text in this style, or as it is. */
  String of(String text, boolean colour) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
