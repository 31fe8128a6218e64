package io.residual.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** How rows are written in a file. */
public enum RowFormat {
  /** Comma, semicolon or tab separated, with a header row (RFC 4180). */
  CSV,
  /** One JSON object a line. */
  JSON_LINES,
  /** Told by the first character: an opening brace begins JSON lines, anything else CSV. */
  AUTO;

  private static final int BYTE_ORDER_MARK_1 = 0xEF;
  private static final int BYTE_ORDER_MARK_2 = 0xBB;
  private static final int BYTE_ORDER_MARK_3 = 0xBF;

  /**
   * Opens a file; {@code -} is standard input.
   *
   * @throws IOException if there is no such file or it cannot be read
   */
  public RowSource open(String file) throws IOException {
    return file.equals(InputFile.STANDARD_INPUT) ? open(System.in) : open(Path.of(file));
  }

  /**
   * Opens a file.
   *
   * @throws IOException if there is no such file or it cannot be read
   */
  public RowSource open(Path file) throws IOException {
    return over(InputFile.of(file));
  }

  /**
   * Copies a stream to a temporary file and opens that; the stream stays open.
   *
   * @throws IOException if the stream cannot be read
   */
  public RowSource open(InputStream stream) throws IOException {
    InputFile input = InputFile.spooled(stream);
    boolean done = false;
    try {
      RowSource source = over(input);
      done = true;
      return source;
    } finally {
      if (!done) {
        input.close();
      }
    }
  }

  private RowSource over(InputFile input) throws IOException {
    RowFormat format = this == AUTO ? detect(input) : this;
    return format == CSV ? new CsvRows(input) : new JsonLineRows(input);
  }

  private static RowFormat detect(InputFile input) throws IOException {
    try (InputStream in = input.open()) {
      int first = in.read();
      while (first == BYTE_ORDER_MARK_1
          || first == BYTE_ORDER_MARK_2
          || first == BYTE_ORDER_MARK_3
          || (first >= 0 && Character.isWhitespace(first))) {
        first = in.read();
      }
      if (first < 0) {
        throw new InputFormatException(input.name(), "is empty; give a file with rows");
      }
      return first == '{' ? JSON_LINES : CSV;
    }
  }
}
