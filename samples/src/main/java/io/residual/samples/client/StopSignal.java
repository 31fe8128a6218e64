package io.residual.samples.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Turns Ctrl-C into an orderly end: the command sees {@link #stopped()}, finishes, and closes this,
 * and only then does the JVM go on to exit.
 */
public final class StopSignal implements AutoCloseable {

  /** Long enough to flush a producer, short enough for someone who has pressed Ctrl-C. */
  private static final long GRACE_SECONDS = 5;

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  private StopSignal(Thread worker) {
    this.hook = new Thread(() -> stop(worker), "stop-signal");
  }

  /** Watches for the end of the JVM on behalf of the calling thread. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Whether to finish now. */
  public boolean stopped() {
    return stopped.get();
  }

  @Override
  public void close() {
    finished.countDown();
    if (!stopped.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM began to exit just now; the hook finds the work done.
        stopped.set(true);
      }
    }
  }

  private void stop(Thread worker) {
    stopped.set(true);
    LockSupport.unpark(worker);
    try {
      if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        worker.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
