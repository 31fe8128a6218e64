package io.residual.trainer.data;

import java.util.Locale;
import java.util.OptionalLong;

/** Training rows that do not fit into the heap; raised before anything is allocated. */
public final class NotEnoughMemoryException extends RuntimeException {

  private static final double MIB = 1 << 20;

  /** The longest array that every Java machine grants. */
  private static final long MAX_FLOATS = Integer.MAX_VALUE - 8L;

  private NotEnoughMemoryException(String message) {
    super(message);
  }

  /**
   * Requires room for a matrix of floats.
   *
   * @throws NotEnoughMemoryException with both sizes and a remedy if there is none
   */
  static void requireRoom(long rows, int features) {
    requireRoom(rows, features, free());
    requireMemory(rows, features, SystemMemory.available());
  }

  /**
   * Requires that the machine has the memory that the heap may still grow by.
   *
   * @param available what the machine can give, in bytes; empty if it does not say
   */
  static void requireMemory(long rows, int features, OptionalLong available) {
    double needed = (double) rows * features * Float.BYTES;
    Runtime runtime = Runtime.getRuntime();
    // The heap may have room that it has already been given.
    double room = available.orElse(Long.MAX_VALUE) + (double) runtime.freeMemory();
    if (needed > room) {
      throw new NotEnoughMemoryException(
          String.format(
              Locale.ROOT,
              "Not enough memory: %,d rows x %,d features take %,.0f MiB and the machine or its"
                  + " container has %,.0f MiB left; end other programs, raise the container's"
                  + " limit or train on fewer rows: %,d at most",
              rows,
              features,
              needed / MIB,
              room / MIB,
              (long) (room / Float.BYTES / features)));
    }
  }

  static void requireRoom(long rows, int features, long freeBytes) {
    double floats = (double) rows * features;
    double needed = floats * Float.BYTES;
    String matrix =
        String.format(
            Locale.ROOT,
            "Not enough memory: %,d rows x %,d features take %,.0f MiB",
            rows,
            features,
            needed / MIB);
    if (floats > MAX_FLOATS) {
      throw new NotEnoughMemoryException(
          matrix
              + String.format(
                  Locale.ROOT,
                  ", and no matrix may have more than %,d numbers; train on fewer rows: %,d at most",
                  MAX_FLOATS,
                  MAX_FLOATS / features));
    }
    if (needed > freeBytes) {
      throw new NotEnoughMemoryException(
          matrix
              + String.format(
                  Locale.ROOT,
                  " and the heap has %,.0f MiB left; give Java more (-Xmx%dm) or train on fewer"
                      + " rows: %,d at most",
                  freeBytes / MIB,
                  (long) Math.ceil((needed + heapMargin()) / MIB),
                  freeBytes / Float.BYTES / features));
    }
  }

  /** What the heap can still give, garbage counted as used. */
  private static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  private static double heapMargin() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() + 128 * MIB;
  }
}
