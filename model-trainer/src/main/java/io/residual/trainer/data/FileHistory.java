package io.residual.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files as the topic that they make when {@code produce} sends them, one after the other, to its
 * only partition: a record's offset is its number, from 0, whether it can be read or not. Standard
 * input is kept in a temporary file until this is closed.
 */
public final class FileHistory implements History {

  private final List<InputFile> files;
  private final String topic;
  private final RowFormat format;
  private final RecordColumns columns;

  private FileHistory(List<InputFile> files, String topic, RowFormat format, String label) {
    this.files = List.copyOf(files);
    this.topic = topic;
    this.format = format;
    this.columns = new RecordColumns(label, null);
  }

  /**
   * Opens files; {@code -} is standard input.
   *
   * @param topic that the records are taken to be in
   * @param label column of the labels, which is taken out of the records; null if there is none
   * @throws IOException if a file is absent or cannot be read; then none is left open
   */
  public static FileHistory open(List<String> names, String topic, RowFormat format, String label)
      throws IOException {
    List<InputFile> files = new ArrayList<>();
    boolean done = false;
    try {
      for (String name : names) {
        files.add(
            name.equals(InputFile.STANDARD_INPUT)
                ? InputFile.spooled(System.in)
                : InputFile.of(Path.of(name)));
      }
      done = true;
      return new FileHistory(files, topic, format, label);
    } finally {
      if (!done) {
        close(files);
      }
    }
  }

  @Override
  public String name() {
    return String.join(", ", files.stream().map(InputFile::name).toList());
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public HistoryCursor open() {
    return new FileCursor();
  }

  @Override
  public void close() throws IOException {
    close(files);
  }

  private static void close(List<InputFile> files) throws IOException {
    for (InputFile file : files) {
      file.close();
    }
  }

  private final class FileCursor implements HistoryCursor {

    private int file = -1;
    private JsonRecords records;
    private long offset = -1;

    @Override
    public boolean next() throws IOException {
      while (records == null || !records.next()) {
        if (!nextFile()) {
          return false;
        }
      }
      offset++;
      return true;
    }

    private boolean nextFile() throws IOException {
      close();
      file++;
      if (file >= files.size()) {
        return false;
      }
      InputStream bytes = files.get(file).open();
      boolean done = false;
      try {
        records = format.records(bytes, files.get(file).name(), columns);
        done = true;
      } finally {
        if (!done) {
          bytes.close();
        }
      }
      return true;
    }

    @Override
    public byte[] value() {
      return records.json();
    }

    @Override
    public int partition() {
      return 0;
    }

    @Override
    public long offset() {
      return offset;
    }

    @Override
    public OptionalLong timestampMillis() {
      return OptionalLong.empty();
    }

    @Override
    public Optional<String> label() {
      return records.label().filter(text -> !text.isBlank());
    }

    @Override
    public String input() {
      return files.get(file).name();
    }

    @Override
    public String place() {
      return "line " + records.line();
    }

    @Override
    public void close() throws IOException {
      if (records != null) {
        records.close();
        records = null;
      }
    }
  }
}
