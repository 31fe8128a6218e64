package io.residual.samples.producer;

import io.residual.samples.dataset.LabelledRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes records to a file, one JSON object a line, for training without a broker. */
final class JsonLinesFile implements RecordSink {

  private final OutputStream out;
  private final String name;
  private long sent;

  private JsonLinesFile(OutputStream out, String name) {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.name = name;
  }

  /** Creates or replaces the file; {@code -} is standard output. */
  static JsonLinesFile open(String file) {
    try {
      return "-".equals(file)
          ? new JsonLinesFile(System.out, "standard output")
          : new JsonLinesFile(Files.newOutputStream(Path.of(file)), file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
  }

  @Override
  public void send(LabelledRecord record) {
    try {
      out.write(record.json());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name + ": " + e.getMessage(), e);
    }
    sent++;
  }

  @Override
  public boolean usable() {
    return true;
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public long failed() {
    return 0;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name + ": " + e.getMessage(), e);
    }
  }
}
