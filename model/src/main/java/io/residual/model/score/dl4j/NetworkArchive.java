package io.residual.model.score.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's own file format, as {@code ModelSerializer} reads and writes it: a zip file with
 * {@code configuration.json} and {@code coefficients.bin}. Thread safe.
 *
 * <p>Written here so that equal networks give equal bytes ({@code ModelSerializer} stamps the
 * time). Read here, weights only, because {@code ModelSerializer} trusts its input: it takes class
 * names from the configuration, allocates what a header claims, and older files may carry
 * serialised Java objects. What the layers are is in the bundle's manifest, which is checked.
 */
public final class NetworkArchive {

  private static final String CONFIGURATION_ENTRY = "configuration.json";
  private static final String COEFFICIENTS_ENTRY = "coefficients.bin";
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** A shape description of a vector or matrix has 6 or 8 numbers; a scalar 4. */
  private static final int MAX_SHAPE_NUMBERS = 16;

  private NetworkArchive() {}

  /** The network's bytes, without the state of its optimiser. */
  public static byte[] write(MultiLayerNetwork network) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      String configuration = network.getLayerWiseConfigurations().toJson();
      begin(zip, CONFIGURATION_ENTRY);
      zip.write(configuration.getBytes(StandardCharsets.UTF_8));
      begin(zip, COEFFICIENTS_ENTRY);
      DataOutputStream data = new DataOutputStream(zip);
      Nd4j.write(network.params(), data);
      data.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
  }

  /**
   * The weights in a network's bytes.
   *
   * @param count how many there must be
   * @return {@code [count]}, in the order of {@link DenseNetworks#network}
   * @throws IOException if there are others, or the bytes are no network
   */
  public static float[] readParameters(byte[] bytes, int count) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(COEFFICIENTS_ENTRY)) {
          return coefficients(new DataInputStream(zip), count);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no zip file: " + e.getMessage(), e);
    }
    throw new IOException("no " + COEFFICIENTS_ENTRY + " inside");
  }

  /**
   * Two buffers, each with an allocation mode, a length and a type before its numbers (big endian):
   * the shape, then the values, as {@code BaseDataBuffer.write} has them.
   */
  private static float[] coefficients(DataInputStream in, int count) throws IOException {
    in.readUTF();
    long shapeNumbers = in.readLong();
    expect("LONG", in.readUTF(), "type of the shape");
    if (shapeNumbers < 0 || shapeNumbers > MAX_SHAPE_NUMBERS) {
      throw new IOException("a shape of " + shapeNumbers + " numbers");
    }
    in.skipNBytes(shapeNumbers * Long.BYTES);
    in.readUTF();
    long length = in.readLong();
    expect("FLOAT", in.readUTF(), "type of the weights");
    if (length != count) {
      throw new IOException("expected " + count + " weights, found " + length);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
      if (!Float.isFinite(values[i])) {
        throw new IOException("weight " + i + " is " + values[i]);
      }
    }
    return values;
  }

  private static void expect(String expected, String found, String what) throws IOException {
    if (!expected.equals(found)) {
      throw new IOException(what + ": expected " + expected + ", found '" + found + "'");
    }
  }
}
