package io.residual.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits bytes into lines, without decoding them; blank lines are skipped. Not thread safe. */
final class ByteLines implements AutoCloseable {

  /** What a reader of Kafka records would refuse by default as well. */
  private static final int MAX_LINE_BYTES = 16 << 20;

  private final String name;
  private final InputStream in;
  private byte[] buffer = new byte[1024];
  private int length;
  private long number;

  /**
   * The lines of a stream.
   *
   * @param name for messages
   * @param in buffered; closed with this
   */
  ByteLines(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** Goes to the next line that is not blank, and says whether there is one. */
  boolean next() throws IOException {
    try {
      do {
        if (!fill()) {
          return false;
        }
      } while (isBlank());
      return true;
    } catch (InputFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new InputFormatException(
          name, "cannot be read beyond line " + number + ": " + e.getMessage(), e);
    }
  }

  private boolean fill() throws IOException {
    length = 0;
    number++;
    int next = in.read();
    boolean any = next >= 0;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (length == buffer.length) {
        if (length >= MAX_LINE_BYTES) {
          throw new InputFormatException(
              name, "line " + number + " has more than " + MAX_LINE_BYTES + " bytes");
        }
        buffer = Arrays.copyOf(buffer, 2 * length);
      }
      buffer[length++] = (byte) next;
    }
    return any;
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (!Character.isWhitespace(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  /** A copy of the line, without its end: neither {@code \n} nor {@code \r\n}. */
  byte[] line() {
    int end = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
    return Arrays.copyOf(buffer, end);
  }

  /** Number of the line, from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
