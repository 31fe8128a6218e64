package io.residual.trainer.fit;

import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a fit keeps its state, so that it can be continued after an interruption: one file for each
 * network.
 *
 * @param folder made if it does not exist
 * @param every how many epochs there are from one checkpoint to the next; at least 1
 */
public record CheckpointFolder(Path folder, int every) {

  /** Checks the interval. */
  public CheckpointFolder {
    if (every < 1) {
      throw new IllegalArgumentException(
          "a checkpoint every " + every + " epochs is impossible; it must be at least 1");
    }
  }

  /**
   * The checkpoint of one network. It is good for a fit with equal settings, rows and start only.
   *
   * @param number of the network, counted from 1
   * @param settings everything that decides how it is fitted, as text
   * @param start the state before the first epoch
   */
  Checkpoint of(
      int number, String settings, NetworkRows training, NetworkRows validation, NetworkState start)
      throws IOException {
    Files.createDirectories(folder);
    return new CheckpointFile(
        file(number), fingerprint(settings, training, validation, start), start, every);
  }

  /** Deletes the checkpoints: the fit is done. */
  public void delete() throws IOException {
    for (int number = 1; Files.deleteIfExists(file(number)); number++) {
      // One network after the other.
    }
  }

  private Path file(int number) {
    return folder.resolve("network-" + number + ".checkpoint");
  }

  private static String fingerprint(
      String settings, NetworkRows training, NetworkRows validation, NetworkState start) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update(settings.getBytes(StandardCharsets.UTF_8));
    add(digest, training);
    add(digest, validation);
    add(digest, start.weights());
    add(digest, start.optimizer());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, NetworkRows rows) {
    float[] row = new float[rows.features()];
    for (int i = 0; i < rows.rows(); i++) {
      rows.copy(i, row, 0);
      add(digest, row);
    }
  }

  private static void add(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }
}
