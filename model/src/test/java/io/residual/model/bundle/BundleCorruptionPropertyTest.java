package io.residual.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a bundle's bytes: refused in the one way, or still the same bundle. */
class BundleCorruptionPropertyTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final ModelBundle bundle = SmallBundle.create();
  private final byte[] archive = BundleWriter.toBytes(bundle);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void flippedBytesAreRefusedOrHarmless(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = archive.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      assertRefusedOrEqual(damaged, "seed " + seed + ", bit flipped at " + at);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void overwrittenRunsAreRefusedOrHarmless(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = archive.clone();
      byte[] noise = new byte[1 + random.nextInt(64)];
      random.nextBytes(noise);
      int at = random.nextInt(damaged.length - noise.length);
      System.arraycopy(noise, 0, damaged, at, noise.length);
      assertRefusedOrEqual(damaged, "seed " + seed + ", noise at " + at);
    }
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < archive.length; length += length < 200 ? 1 : 7) {
      byte[] head = Arrays.copyOf(archive, length);
      try {
        BundleReader.read(head);
        fail("accepted the first " + length + " bytes");
      } catch (InvalidBundleException e) {
        assertThat(e).hasMessageContaining("expected").hasMessageContaining("found");
      }
    }
  }

  @Test
  void noiseIsRefused() throws IOException {
    Random random = new Random(6);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      if (noise.length > 4) {
        // So that some get past the first signature.
        System.arraycopy(archive, 0, noise, 0, 4 + random.nextInt(noise.length - 4));
      }
      assertRefusedOrEqual(noise, "noise " + i);
    }
  }

  @Test
  void everyEditOfTheManifestIsRefusedOrUsable() throws IOException {
    JsonNode manifest = MAPPER.readTree(ZipBytes.unpack(archive).get("manifest.json"));
    List<String> pointers = new ArrayList<>();
    collect(manifest, "", pointers);
    assertThat(pointers).hasSizeGreaterThan(100);
    for (String pointer : pointers) {
      for (String value : List.of("null", "-1", "\"x\"", "[]", "{}", "1e400", "remove")) {
        tryEdit(manifest.deepCopy(), pointer, value);
      }
    }
  }

  private void tryEdit(JsonNode manifest, String pointer, String value) throws IOException {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = manifest.at(pointer.substring(0, slash));
    String last = pointer.substring(slash + 1);
    boolean remove = value.equals("remove");
    if (parent instanceof ObjectNode object) {
      if (remove) {
        object.remove(last);
      } else {
        object.set(last, MAPPER.readTree(value));
      }
    } else if (parent instanceof ArrayNode array) {
      if (remove) {
        array.remove(Integer.parseInt(last));
      } else {
        array.set(Integer.parseInt(last), MAPPER.readTree(value));
      }
    }
    Map<String, byte[]> entries = ZipBytes.unpack(archive);
    entries.put("manifest.json", MAPPER.writeValueAsBytes(manifest));
    byte[] edited = ZipBytes.pack(entries);
    try {
      ModelBundle read = BundleReader.read(edited);
      // Accepted: then it can be written and read again without loss.
      assertThat(BundleReader.read(BundleWriter.toBytes(read)).manifest())
          .as("%s set to %s", pointer, value)
          .isEqualTo(read.manifest());
    } catch (InvalidBundleException e) {
      assertThat(e).hasMessageContaining("expected");
    } catch (RuntimeException e) {
      fail(pointer + " set to " + value + " ended in " + e, e);
    }
  }

  private static void collect(JsonNode node, String pointer, List<String> pointers) {
    if (!pointer.isEmpty()) {
      pointers.add(pointer);
    }
    if (node.isObject()) {
      node.properties()
          .forEach(member -> collect(member.getValue(), pointer + "/" + member.getKey(), pointers));
    } else {
      // The 501 quantiles are all alike.
      for (int i = 0; i < Math.min(3, node.size()); i++) {
        collect(node.get(i), pointer + "/" + i, pointers);
      }
    }
  }

  private void assertRefusedOrEqual(byte[] bytes, String what) throws IOException {
    try {
      ModelBundle read = BundleReader.read(bytes);
      assertThat(read.manifest()).as(what).isEqualTo(bundle.manifest());
      for (String name : bundle.entryNames()) {
        assertThat(read.entry(name)).as(what).isEqualTo(bundle.entry(name));
      }
    } catch (InvalidBundleException e) {
      assertThat(e).as(what).hasMessageContaining("expected").hasMessageContaining("found");
    } catch (RuntimeException e) {
      fail(what + " ended in " + e, e);
    }
  }
}
