package io.residual.samples.broker;

import org.apache.kafka.common.utils.Exit;

/**
 * Keeps a broken broker from ending the JVM that it is embedded in.
 *
 * <p>Kafka's broker ends its process on a fatal fault, such as a controller port taken by another
 * program. Its {@link Exit} hook lets an embedding program turn that into an exception, which is
 * seen by whoever starts the broker; in a broker's own thread it ends that thread only.
 */
final class FaultContainment {

  private FaultContainment() {}

  static void install() {
    Exit.setExitProcedure(FaultContainment::refuse);
    Exit.setHaltProcedure(FaultContainment::refuse);
  }

  private static void refuse(int status, String message) {
    throw new IllegalStateException(
        "the embedded broker failed" + (message == null ? "" : ": " + message));
  }
}
