package io.residual.trainer.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of bytes that can be read again and again, unpacked if it is gzip, whatever its name says.
 * Standard input is copied to a temporary file that is deleted on closing.
 */
final class InputFile implements AutoCloseable {

  /** What stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final Path file;
  private final boolean temporary;

  private InputFile(String name, Path file, boolean temporary) {
    this.name = name;
    this.file = file;
    this.temporary = temporary;
  }

  static InputFile of(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "no readable file; check the path and its permissions");
    }
    return new InputFile(file.toString(), file, false);
  }

  /** A copy of all that the stream has. */
  static InputFile spooled(InputStream in) throws IOException {
    Path copy = Files.createTempFile("residual-input-", ".tmp");
    boolean done = false;
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(copy);
      }
    }
    // For the case that the process is interrupted before close().
    copy.toFile().deleteOnExit();
    return new InputFile("standard input", copy, true);
  }

  String name() {
    return name;
  }

  Path path() {
    return file;
  }

  InputStream open() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    boolean handedOut = false;
    try {
      raw.mark(2);
      boolean gzip = raw.read() == GZIP_MAGIC_1 && raw.read() == GZIP_MAGIC_2;
      raw.reset();
      InputStream plain = gzip ? new BufferedInputStream(new NamedGzip(raw), BUFFER) : raw;
      handedOut = true;
      return plain;
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    } finally {
      if (!handedOut) {
        raw.close();
      }
    }
  }

  private InputFormatException damaged(IOException e) {
    return new InputFormatException(
        name,
        e instanceof EOFException
            ? "the gzip data ends early; was the file copied or written to its end?"
            : "is no intact gzip file: " + e.getMessage(),
        e);
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(file);
    }
  }

  /** Gzip data whose damage is reported with the name of the file. */
  private final class NamedGzip extends GZIPInputStream {

    NamedGzip(InputStream raw) throws IOException {
      super(raw, BUFFER);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
    }
  }
}
