package io.residual.model.bundle;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A bundle in memory: the manifest and the bytes of the other entries. Immutable by convention:
 * {@link #entry} hands out the array itself, because networks are large.
 */
public final class ModelBundle {

  /** The reconstruction graph. */
  public static final String ONNX_ENTRY = "model.onnx";

  /** The Deeplearning4j network of the first or only member. */
  public static final String DL4J_ENTRY = "dl4j.zip";

  /** What was seen when the model was made, for people; not every bundle has it. */
  public static final String REPORT_ENTRY = "report.html";

  /** What the fields' values looked like in training; not every bundle has it. */
  public static final String PROFILE_ENTRY = "profile.json";

  /** Some normal training rows, encoded, for explanations; not every bundle has it. */
  public static final String BACKGROUND_ENTRY = "background.bin";

  static final String MANIFEST_ENTRY = "manifest.json";

  private final Manifest manifest;
  private final Map<String, byte[]> entries;

  /** A bundle with the given parts; the manifest's digests are replaced by those of the entries. */
  public ModelBundle(Manifest manifest, Map<String, byte[]> entries) {
    this.entries = new TreeMap<>(entries);
    Map<String, EntryDigest> digests = new TreeMap<>();
    this.entries.forEach((name, bytes) -> digests.put(name, Sha256.digest(bytes)));
    this.manifest = manifest.withEntries(digests);
  }

  /** The entry with the Deeplearning4j network of a member, counted from 0. */
  public static String dl4jEntry(int member) {
    return member == 0 ? DL4J_ENTRY : "dl4j-" + (member + 1) + ".zip";
  }

  /** What the bundle says about its model. */
  public Manifest manifest() {
    return manifest;
  }

  /** Names of the entries besides the manifest, sorted. */
  public Set<String> entryNames() {
    return entries.keySet();
  }

  /**
   * The bytes of an entry; not to be written to.
   *
   * @throws InvalidBundleException if the bundle has no such entry
   */
  public byte[] entry(String name) throws InvalidBundleException {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new InvalidBundleException(name, "the entry to be present", "only " + entries.keySet());
    }
    return bytes;
  }
}
