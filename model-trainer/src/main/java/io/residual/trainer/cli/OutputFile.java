package io.residual.trainer.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Finds out that a file cannot be written before hours of work go into its content. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Requires that a new file can take the given place; makes no folders and leaves nothing behind.
   *
   * @param option that the path was given with
   * @throws IllegalArgumentException with the path and what is wrong with it
   */
  static void requireReplaceable(String option, Path file) {
    requireFolder(option, file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw refusal(option, file, "is no regular file; give the name of a file");
    }
    Path target = file.toAbsolutePath();
    // A draft as BundleWriter makes it: permissions, full disks and long names show here already.
    Path draft =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createFile(draft);
      Files.delete(draft);
    } catch (AccessDeniedException e) {
      throw refusal(option, file, "cannot be written: permission denied");
    } catch (FileSystemException e) {
      throw refusal(option, file, "cannot be written: " + e.getReason());
    } catch (IOException e) {
      throw refusal(option, file, "cannot be written: " + e.getMessage());
    }
  }

  /**
   * Requires that the path names a file in a folder that there is.
   *
   * @param option that the path was given with
   * @throws IllegalArgumentException with the path and what is wrong with it
   */
  static void requireFolder(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw refusal(option, file, "is a folder; give the name of a file");
    }
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw refusal(
          option,
          file,
          Files.exists(folder)
              ? "cannot be written: " + folder + " is no folder"
              : "cannot be written: there is no folder " + folder + "; make it first");
    }
  }

  private static IllegalArgumentException refusal(String option, Path file, String problem) {
    return new IllegalArgumentException(option + " " + file + ": " + problem);
  }
}
