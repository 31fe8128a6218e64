package io.residual.benchmark.quality;

/** Something that scores rows after it has seen normal ones. One setting for all sets. */
interface Detector {

  /** As it stands in the tables. */
  String name();

  /** Tells its results from those of the same detector with other settings. */
  default String key() {
    return name();
  }

  /** Whether chance plays a part: without it, one seed on each split says all. */
  default boolean random() {
    return true;
  }

  /** Changes when results of an earlier run no longer tell what this detector would give. */
  String version();

  /**
   * Learns from the training rows and scores the test rows in their order.
   *
   * @param seed of everything random in the detector
   * @throws Exception if it fails
   */
  Scored score(Split split, long seed) throws Exception;
}
