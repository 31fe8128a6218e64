package io.residual.model.policy;

import java.util.Optional;

/** What people have said about an entity's alerts, as far as it excuses records. */
@FunctionalInterface
public interface Excuses {

  /** Nobody has said anything. */
  Excuses NONE = record -> Optional.empty();

  /**
   * The verdict that keeps a record from raising an alert.
   *
   * @param record above its threshold, of a finite error
   * @return the verdict's id; empty if none excuses the record
   */
  Optional<String> excuse(JudgedRecord record);
}
