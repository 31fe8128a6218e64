package io.residual.samples.cluster;

import java.nio.file.Path;
import java.time.Duration;

/** A JobManager or TaskManager whose {@link Footprint} can be taken between jobs. */
final class MeasuredProcess implements AutoCloseable {
  private static final Duration RELEASE = Duration.ofSeconds(6);

  private final JavaProcess process;
  private final Path temporary;
  private final Path blobs;
  private int loadersBefore;

  /**
   * Watches a process.
   *
   * @param temporary its own folder for temporary files
   * @param blobs its own folder for job jars
   */
  MeasuredProcess(JavaProcess process, Path temporary, Path blobs) {
    this.process = process;
    this.temporary = temporary;
    this.blobs = blobs;
  }

  /**
   * Measures once the process has let go of what ended jobs held. That takes a moment, and some
   * class loaders stay for good: so the wait ends when there are no more than last time, or after
   * some seconds.
   */
  Footprint footprint() throws Exception {
    Await.holds(
        RELEASE,
        () -> {
          Footprint now = Footprint.of(process.pid(), temporary, blobs);
          return now.userClassLoaders() <= loadersBefore && now.blobBytes() == 0;
        });
    Footprint footprint = Footprint.of(process.pid(), temporary, blobs);
    loadersBefore = footprint.userClassLoaders();
    return footprint;
  }

  String output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
