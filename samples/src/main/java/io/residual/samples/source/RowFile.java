package io.residual.samples.source;

import io.residual.samples.dataset.Label;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.JsonRecords;
import io.residual.trainer.data.RecordColumns;
import io.residual.trainer.data.RowFormat;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * A file of rows, read as JSON records: CSV with a header line, or JSON lines; either may be
 * compressed with gzip. The format is told from the content, not from the name.
 *
 * <p>A JSON line is passed on byte for byte, even if it is not valid: what a bad record does is for
 * the job to show. How a CSV row becomes an object: {@link RowFormat#records}.
 *
 * <p>Holds one row at a time. Not thread-safe.
 */
public final class RowFile implements Closeable {

  private static final int GZIP_FIRST_BYTE = 0x1f;
  private static final int GZIP_SECOND_BYTE = 0x8b;

  private final InputStream bytes;
  private final String name;
  private final RecordColumns columns;

  private RowFile(InputStream bytes, String name, RecordColumns columns) {
    this.bytes = bytes;
    this.name = name;
    this.columns = columns;
  }

  /**
   * Opens a file, or standard input if {@code file} is {@code -}. Standard input is not closed.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static RowFile open(String file, RecordColumns columns) {
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
  public static RowFile of(InputStream bytes, String name, RecordColumns columns)
      throws IOException {
    try {
      return new RowFile(decompressed(bytes), name, columns);
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
      JsonRecords records = RowFormat.AUTO.records(bytes, name, columns);
      return StreamSupport.stream(new Rows(records), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
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

  /** One row after the other, each with what is known about it. */
  private final class Rows extends Spliterators.AbstractSpliterator<LabelledRecord> {

    private final JsonRecords records;

    Rows(JsonRecords records) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.records = records;
    }

    @Override
    public boolean tryAdvance(Consumer<? super LabelledRecord> action) {
      try {
        if (!records.next()) {
          return false;
        }
      } catch (InputFormatException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
      }
      String key = records.key().orElse(null);
      Label label = records.label().map(RowLabels::parse).orElse(Label.UNKNOWN);
      action.accept(new LabelledRecord(key, records.json(), null, key, label));
      return true;
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
