package io.residual.model.score.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's own file format, as {@code ModelSerializer} reads and writes it: a zip file with
 * {@code configuration.json}, {@code coefficients.bin} and, if the network was trained, {@code
 * updaterState.bin} with the state of its optimiser. Thread safe.
 *
 * <p>Written here so that equal networks give equal bytes ({@code ModelSerializer} stamps the
 * time). Read here, numbers only, because {@code ModelSerializer} trusts its input: it takes class
 * names from the configuration, allocates what a header claims, and older files may carry
 * serialised Java objects. What the layers are is in the bundle's manifest, which is checked.
 */
public final class NetworkArchive {

  private static final String CONFIGURATION_ENTRY = "configuration.json";
  private static final String COEFFICIENTS_ENTRY = "coefficients.bin";
  private static final String UPDATER_ENTRY = "updaterState.bin";
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** A shape description of a vector or matrix has 6 or 8 numbers; a scalar 4. */
  private static final int MAX_SHAPE_NUMBERS = 16;

  private NetworkArchive() {}

  /** The network's bytes. */
  public static byte[] write(Model network) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      String configuration = Dl4jNetworks.json(network);
      begin(zip, CONFIGURATION_ENTRY);
      zip.write(configuration.getBytes(StandardCharsets.UTF_8));
      begin(zip, COEFFICIENTS_ENTRY);
      DataOutputStream data = new DataOutputStream(zip);
      Nd4j.write(network.params(), data);
      data.flush();
      INDArray optimizer = Dl4jNetworks.optimizer(network, false);
      if (optimizer != null) {
        begin(zip, UPDATER_ENTRY);
        Nd4j.write(optimizer, data);
        data.flush();
      }
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
   * @return {@code [count]}, in the order of {@link Dl4jNetworks#network}
   * @throws IOException if there are others, or the bytes are no network
   */
  public static float[] readParameters(byte[] bytes, int count) throws IOException {
    return read(bytes, COEFFICIENTS_ENTRY, in -> coefficients(in, count))
        .orElseThrow(() -> new IOException("no " + COEFFICIENTS_ENTRY + " inside"));
  }

  /**
   * The state of the optimiser in a network's bytes.
   *
   * @param count how many numbers it must have, in Deeplearning4j's order
   * @return empty if the bytes have none
   * @throws IOException if it has another length, or the bytes are no network
   */
  public static Optional<float[]> readOptimizer(byte[] bytes, int count) throws IOException {
    return read(bytes, UPDATER_ENTRY, in -> coefficients(in, count));
  }

  /**
   * How many gradient steps made the network.
   *
   * @throws IOException if the bytes do not say
   */
  public static int readSteps(byte[] bytes) throws IOException {
    JsonNode steps =
        read(bytes, CONFIGURATION_ENTRY, in -> new JsonMapper().readTree(in.readAllBytes()))
            .orElseThrow(() -> new IOException("no " + CONFIGURATION_ENTRY + " inside"))
            .path("iterationCount");
    if (!steps.canConvertToInt() || steps.asInt() < 0) {
      throw new IOException("an iteration count " + steps);
    }
    return steps.asInt();
  }

  /** Reads one entry of an archive. */
  private interface EntryReader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private static <T> Optional<T> read(byte[] bytes, String name, EntryReader<T> reader)
      throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return Optional.of(reader.read(new DataInputStream(zip)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no zip file: " + e.getMessage(), e);
    }
    return Optional.empty();
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
