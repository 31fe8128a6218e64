package io.residual.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Numbers that tell models apart, so that state that one model made is not taken for another's.
 * Names, versions and reports do not count.
 */
public final class ModelFingerprint {

  private static final JsonMapper JSON = new JsonMapper();

  private ModelFingerprint() {}

  /**
   * Is the same exactly for models whose errors mean the same: same network, same error measure,
   * same calibration.
   */
  public static long of(Manifest manifest) {
    MessageDigest digest = sha256();
    new TreeMap<>(manifest.entries())
        .forEach(
            (name, entry) -> {
              if (name.equals(ModelBundle.ONNX_ENTRY) || name.equals(ModelBundle.DL4J_ENTRY)) {
                digest.update((name + entry.sha256()).getBytes(StandardCharsets.UTF_8));
              }
            });
    digest.update(floats(manifest.error().weights()));
    digest.update(floats(manifest.calibration().quantiles()));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** Is the same exactly for models whose encoded rows mean the same. */
  public static long ofEncoder(Manifest manifest) {
    try {
      return ByteBuffer.wrap(sha256().digest(JSON.writeValueAsBytes(manifest.encoder()))).getLong();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an encoder that came from JSON must become JSON again", e);
    }
  }

  private static byte[] floats(float[] values) {
    return Arrays.toString(values).getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
