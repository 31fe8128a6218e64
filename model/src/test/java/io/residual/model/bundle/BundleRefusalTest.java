package io.residual.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.explain.BackgroundSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BundleRefusalTest {

  private static final int WIDTH = SmallBundle.manifest().width();

  private static final JsonMapper MAPPER = new JsonMapper();

  private byte[] archive = {};
  private Map<String, byte[]> entries = Map.of();

  @BeforeEach
  void unpack() throws IOException {
    archive = BundleWriter.toBytes(SmallBundle.create());
    entries = ZipBytes.unpack(archive);
  }

  @Test
  void refusesAnUnknownFormatBeforeLookingAtTheRest() {
    assertRefused("manifest.json", edited(m -> m.removeAll().put("format", 2)))
        .contains("bundle format 1", "format 2");
    assertRefused("manifest.json", edited(m -> m.remove("format"))).contains("no format number");
    assertRefused("manifest.json", edited(m -> m.put("format", "1"))).contains("no format number");
  }

  @Test
  void refusesManifestsThatAreNone() {
    assertRefused("manifest.json", replaced("manifest.json", "{\"format\": 1, "))
        .contains("a manifest of format 1");
    assertRefused("manifest.json", replaced("manifest.json", "[]"));
    assertRefused("manifest.json", replaced("manifest.json", ""));
    assertRefused("manifest.json", replaced("manifest.json", "[".repeat(100_000)));
    assertRefused("manifest.json", edited(m -> m.put("surprise", 1))).contains("surprise");
    assertRefused("manifest.json", edited(m -> m.remove("encoder")));
    assertRefused("manifest.json", edited(m -> m.remove("name"))).contains("name");
    assertRefused("manifest.json", edited(m -> ((ObjectNode) m.get("threshold")).put("risk", 7)))
        .contains("risk is 7.0");
  }

  @Test
  void refusesEntriesThatAreNotAsTheManifestSays() {
    byte[] other = entries.get("model.onnx").clone();
    other[3] ^= 1;
    entries.put("model.onnx", other);
    assertRefused("model.onnx", packed()).contains("SHA-256");
    entries.put("model.onnx", new byte[699]);
    assertRefused("model.onnx", packed()).contains("700 bytes", "699 bytes");
  }

  @Test
  void refusesMissingAndAdditionalEntries() {
    entries.remove("dl4j.zip");
    assertRefused("dl4j.zip", packed()).contains("to be present");
    entries.put("dl4j.zip", new byte[0]);
    entries.put("extra.bin", new byte[1]);
    assertRefused("dl4j.zip", packed());
    Map<String, byte[]> whole = unpackAgain();
    whole.put("extra.bin", new byte[1]);
    entries = whole;
    assertRefused("extra.bin", packed()).contains("this entry as well");
    assertRefused(
        "manifest.json",
        edited(
            m -> ((ObjectNode) m.get("entries")).putObject("x").put("bytes", 1).put("sha256", "")));
  }

  @Test
  void refusesBackgroundRowsThatDoNotFitTheModel() throws IOException {
    for (int width : new int[] {WIDTH - 1, WIDTH + 1}) {
      BackgroundSample other = new BackgroundSample(new float[2 * width], 2, width);
      assertRefused("background.bin", withBackground(other.toBytes())).contains("rows of " + width);
    }
    byte[] fitting = new BackgroundSample(new float[WIDTH], 1, WIDTH).toBytes();
    fitting[0] = 127;
    assertRefused("background.bin", withBackground(fitting)).contains("do not take");
    assertRefused("background.bin", withBackground(new byte[3])).contains("too few");
  }

  private static byte[] withBackground(byte[] background) throws IOException {
    ModelBundle bundle = SmallBundle.create();
    Map<String, byte[]> parts = new TreeMap<>();
    for (String name : bundle.entryNames()) {
      parts.put(name, bundle.entry(name));
    }
    parts.put("background.bin", background);
    return BundleWriter.toBytes(new ModelBundle(bundle.manifest(), parts));
  }

  @Test
  void refusesAManifestThatIsNotFirst() {
    Map<String, byte[]> turned = new LinkedHashMap<>();
    turned.put("model.onnx", entries.get("model.onnx"));
    turned.putAll(entries);
    entries = turned;
    assertRefused("manifest.json", packed()).contains("'model.onnx' in its place");
  }

  @Test
  void refusesNamesThatLeaveTheArchive() {
    for (String name : new String[] {"../x", "/x", "a/b", "a\\b", "x".repeat(65), "ü", "\u0007"}) {
      entries = unpackAgain();
      entries.put(name, new byte[1]);
      assertRefused("(archive)", packed()).contains("entry names");
    }
  }

  @Test
  void refusesASecondEntryOfAName() throws IOException {
    entries.put("model.onn2", entries.get("model.onnx"));
    byte[] bytes = packed();
    byte[] name = "model.onn2".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + name.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
        bytes[i + name.length - 1] = 'x';
      }
    }
    assertRefused("model.onnx", bytes).contains("a second one");
  }

  @Test
  void refusesBombsWhileUnpacking() {
    byte[] bomb = BundleWriter.toBytes(bundleOfZeros(8 << 20));
    assertThat(bomb.length).isLessThan(40_000);
    BundleLimits limits = new BundleLimits(3, 20_000, 1 << 20, 16 << 20);
    assertRefused("model.onnx", () -> BundleReader.read(bomb, limits))
        .contains("at most 1048576 bytes unpacked");
    BundleLimits total = new BundleLimits(3, 20_000, 16 << 20, 1 << 20);
    assertRefused("model.onnx", () -> BundleReader.read(bomb, total)).contains("bytes unpacked");
    BundleLimits few = new BundleLimits(2, 20_000, 1 << 20, 1 << 20);
    assertRefused("model.onnx", () -> BundleReader.read(archive, few)).contains("at most 2");
    BundleLimits brief = new BundleLimits(3, 100, 1 << 20, 1 << 20);
    assertRefused("manifest.json", () -> BundleReader.read(archive, brief)).contains("at most 100");
  }

  @Test
  void refusesWhatIsNoZipFile() {
    assertRefused("(archive)", new byte[0]).contains("a complete zip file");
    assertRefused("(archive)", "not a zip file".getBytes(StandardCharsets.US_ASCII));
    entries = new LinkedHashMap<>();
    assertRefused("manifest.json", packed()).contains("no entry at all");
    assertRefused("(archive)", Arrays.copyOf(archive, archive.length - 1))
        .contains("a complete zip file");
  }

  private static ModelBundle bundleOfZeros(int size) {
    return new ModelBundle(
        SmallBundle.manifest(),
        Map.of(ModelBundle.ONNX_ENTRY, new byte[size], ModelBundle.DL4J_ENTRY, new byte[1]));
  }

  private Map<String, byte[]> unpackAgain() {
    try {
      return ZipBytes.unpack(archive);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] packed() {
    try {
      return ZipBytes.pack(entries);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] replaced(String name, String text) {
    entries = unpackAgain();
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    return packed();
  }

  private byte[] edited(Consumer<ObjectNode> edit) {
    try {
      ObjectNode manifest = (ObjectNode) MAPPER.readTree(unpackAgain().get("manifest.json"));
      edit.accept(manifest);
      return replaced("manifest.json", manifest.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static AbstractStringAssert<?> assertRefused(String entry, byte[] bytes) {
    return assertRefused(entry, () -> BundleReader.read(bytes));
  }

  private static AbstractStringAssert<?> assertRefused(String entry, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            InvalidBundleException.class, e -> assertThat(e.entry()).isEqualTo(entry));
    return assertThatThrownBy(reading).message();
  }
}
