package io.residual.trainer.data;

import java.io.BufferedInputStream;
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

  private static final int BUFFER = 1 << 16;
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

  /**
   * The rows of a stream as JSON records, the way they are sent to a topic.
   *
   * @param bytes plain, not packed; closed with the records
   * @param name for messages
   * @param columns that mean something besides
   * @throws IOException if the stream cannot be read
   * @throws IllegalArgumentException if a header lacks one of the columns, or names one twice
   */
  public JsonRecords records(InputStream bytes, String name, RecordColumns columns)
      throws IOException {
    BufferedInputStream in = new BufferedInputStream(bytes, BUFFER);
    skipByteOrderMark(in);
    RowFormat format = this == AUTO ? told(firstByte(in)) : this;
    return format == CSV
        ? new CsvRecords(name, in, columns)
        : new JsonLineRecords(new ByteLines(name, in), columns);
  }

  private static void skipByteOrderMark(InputStream in) throws IOException {
    in.mark(3);
    if (in.read() != BYTE_ORDER_MARK_1
        || in.read() != BYTE_ORDER_MARK_2
        || in.read() != BYTE_ORDER_MARK_3) {
      in.reset();
    }
  }

  /** The first byte that is not blank, which stays unread; -1 if there is none. */
  private static int firstByte(InputStream in) throws IOException {
    while (true) {
      in.mark(1);
      int first = in.read();
      if (first < 0 || !Character.isWhitespace(first)) {
        in.reset();
        return first;
      }
    }
  }

  private static RowFormat told(int firstByte) {
    return firstByte == '{' ? JSON_LINES : CSV;
  }

  private RowSource over(InputFile input) throws IOException {
    RowFormat format = this == AUTO ? detect(input) : this;
    return format == CSV ? new CsvRows(input) : new JsonLineRows(input);
  }

  private static RowFormat detect(InputFile input) throws IOException {
    try (InputStream in = input.open()) {
      skipByteOrderMark(in);
      int first = firstByte(in);
      if (first < 0) {
        throw new InputFormatException(input.name(), "is empty; give a file with rows");
      }
      return told(first);
    }
  }
}
