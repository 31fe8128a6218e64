package io.residual.model.score.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads Deeplearning4j's native code uses: a setting of the whole process. Our code goes
 * through here before it makes the first native array.
 */
public final class NativeThreads {

  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

  static {
    // JavaCPP refuses to allocate once the process is larger than three times the Java heap. That
    // counts what everyone else in the process uses: a Flink worker with a small heap and large
    // managed memory would fail on its first batch. We close what we allocate, so no limit unless
    // the user sets one. JavaCPP reads this once, when its classes are loaded.
    if (System.getProperty(MEMORY_LIMIT) == null) {
      System.setProperty(MEMORY_LIMIT, "0");
    }
  }

  private NativeThreads() {}

  /**
   * One thread an operation. Tables and sensor vectors make small matrices, on which handing out
   * work costs more than it saves (96 s against 6 to 10 s for one training run on a busy machine of
   * two cores), and one thread always adds in the same order, so that equal seeds give equal
   * weights. A Flink job has its parallelism from subtasks.
   */
  public static void useOne() {
    use(1);
  }

  /**
   * The given number of threads an operation; from 1 up. With more than one, results may differ in
   * the last digit from run to run.
   */
  public static void use(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
    }
    // First: it loads the backend that the other line needs.
    Nd4j.factory().blas().setMaxThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }
}
