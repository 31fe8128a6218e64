package io.residual.samples.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.samples.dataset.LabelledRecord;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file of rows, read as JSON records: CSV with a header line, or JSON lines; either may be
 * compressed with gzip. The format is told from the content, not from the name.
 *
 * <p>A CSV row becomes a flat object: numbers keep their digits, {@code true} and {@code false}
 * become booleans, an empty cell is left out, everything else is a string. A JSON line is passed on
 * as it is, even if it is not valid: what a bad record does is for the job to show.
 *
 * <p>Holds one row at a time. Not thread-safe.
 */
public final class RowFile implements Closeable {

  private static final int GZIP_FIRST_BYTE = 0x1f;
  private static final int GZIP_SECOND_BYTE = 0x8b;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final BufferedReader reader;
  private final String name;
  private final RowColumns columns;

  private RowFile(BufferedReader reader, String name, RowColumns columns) {
    this.reader = reader;
    this.name = name;
    this.columns = columns;
  }

  /**
   * Opens a file, or standard input if {@code file} is {@code -}. Standard input is not closed.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static RowFile open(String file, RowColumns columns) {
    try {
      return "-".equals(file)
          ? of(new Unclosed(System.in), "standard input", columns)
          : of(Files.newInputStream(Path.of(file)), file, columns);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("no such file: " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads rows from a stream; {@code name} is for messages. Closing this closes the stream. */
  public static RowFile of(InputStream bytes, String name, RowColumns columns) throws IOException {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(decompressed(bytes), UTF_8), 1 << 16);
      skipByteOrderMark(reader);
      return new RowFile(reader, name, columns);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * The rows, in order; can be read once.
   *
   * @throws IllegalArgumentException while reading, if a CSV header or row is malformed
   */
  public Stream<LabelledRecord> records() {
    try {
      return looksLikeJson(reader)
          ? JsonLines.records(reader, columns)
          : CsvRows.records(reader, name, columns);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + name, e);
    }
  }

  private static InputStream decompressed(InputStream bytes) throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(new BufferedInputStream(bytes), 2);
    byte[] start = peeked.readNBytes(2);
    peeked.unread(start);
    boolean gzip =
        start.length == 2
            && (start[0] & 0xff) == GZIP_FIRST_BYTE
            && (start[1] & 0xff) == GZIP_SECOND_BYTE;
    return gzip ? new GZIPInputStream(peeked, 1 << 16) : peeked;
  }

  private static void skipByteOrderMark(Reader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
  }

  private static boolean looksLikeJson(BufferedReader reader) throws IOException {
    while (true) {
      reader.mark(1);
      int next = reader.read();
      if (next < 0) {
        return false;
      }
      if (!Character.isWhitespace(next)) {
        reader.reset();
        return next == '{';
      }
    }
  }

  private static final class Unclosed extends FilterInputStream {

    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // Standard input belongs to the process.
    }
  }
}
