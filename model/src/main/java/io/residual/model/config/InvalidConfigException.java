package io.residual.model.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; the message lists every fault, one a line. */
public final class InvalidConfigException extends Exception {

  private final List<ConfigFault> faults;

  /**
   * A refusal of the configuration for all the given faults.
   *
   * @param origin file or other place that the configuration comes from
   * @param faults at least one
   */
  public InvalidConfigException(String origin, List<ConfigFault> faults) {
    super(
        faults.stream()
            .map(fault -> "  " + fault)
            .collect(
                Collectors.joining("\n", origin + " has " + counted(faults.size()) + ":\n", "")));
    this.faults = List.copyOf(faults);
  }

  private static String counted(int faults) {
    return faults == 1 ? "1 fault" : faults + " faults";
  }

  /** What is wrong, in the order of the file. */
  public List<ConfigFault> faults() {
    return faults;
  }
}
