package io.residual.job.container;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;

/**
 * Whether the process may write where its settings tell it to keep state. Folders of local file
 * systems only: whether an object store takes writes, Flink finds out itself, with the store's own
 * message.
 */
final class WritableFolders {
  private static final List<ConfigOption<String>> OPTIONS =
      List.of(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          CheckpointingOptions.SAVEPOINT_DIRECTORY,
          HighAvailabilityOptions.HA_STORAGE_PATH);

  private WritableFolders() {}

  /** One fault for each folder that cannot be written. */
  static List<String> faults(Configuration configuration) {
    List<String> faults = new ArrayList<>();
    for (ConfigOption<String> option : OPTIONS) {
      configuration
          .getOptional(option)
          .flatMap(WritableFolders::local)
          .flatMap(WritableFolders::refusal)
          .ifPresent(
              refusal ->
                  faults.add(
                      "%s is '%s', where user %s may not write (%s); mount a volume there that this user owns, such as by chown -R 9999:9999"
                          .formatted(
                              option.key(),
                              configuration.get(option),
                              System.getProperty("user.name"),
                              refusal)));
    }
    return faults;
  }

  /** As Flink reads it; absent for other file systems, and for what only Flink can tell about. */
  private static Optional<Path> local(String location) {
    org.apache.flink.core.fs.Path path;
    try {
      path = new org.apache.flink.core.fs.Path(location);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file")
        ? Optional.of(Path.of(path.getPath()))
        : Optional.empty();
  }

  private static Optional<String> refusal(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".residual", ".probe"));
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of("access denied");
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }
}
