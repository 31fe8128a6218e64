package io.residual.trainer.evaluate.metric;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws rows with replacement for a bootstrap, anomalies and normal rows apart (stratified), so
 * that both classes are in every sample.
 *
 * <p>Rows of a series are alike when they are neighbours, so that drawing them one by one would
 * promise far too narrow intervals. They are drawn in blocks instead (Künsch, Annals of Statistics
 * 17, 1989): an event as a whole, and normal rows in stretches of a given length.
 *
 * <p>Immutable and thread safe.
 */
public final class Resampling {

  private final int rows;
  private final Stratum anomalies;
  private final Stratum normals;

  private Resampling(int rows, Stratum anomalies, Stratum normals) {
    this.rows = rows;
    this.anomalies = anomalies;
    this.normals = normals;
  }

  /** Blocks of rows: block i has rows {@code members[starts[i]]} to {@code starts[i + 1]}. */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Stratum(int[] members, int[] starts) {

    int blocks() {
      return starts.length - 1;
    }

    void draw(SplittableRandom random, int[] times) {
      for (int i = 0; i < blocks(); i++) {
        int block = random.nextInt(blocks());
        for (int at = starts[block]; at < starts[block + 1]; at++) {
          times[members[at]]++;
        }
      }
    }
  }

  /** Every row is drawn by itself. */
  public static Resampling ofRows(boolean[] anomalous) {
    int[] all = new int[anomalous.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return ofBlocks(anomalous, List.of(all), 1, 1);
  }

  /**
   * Events are drawn as wholes, the normal rows between them in blocks.
   *
   * @param series for every series the indices of its rows, in order; together all rows
   * @param blockRows how many normal rows make a block; at least 1
   */
  public static Resampling ofEvents(boolean[] anomalous, List<int[]> series, int blockRows) {
    return ofBlocks(anomalous, series, Integer.MAX_VALUE, blockRows);
  }

  private static Resampling ofBlocks(
      boolean[] anomalous, List<int[]> series, int eventRows, int blockRows) {
    Blocks anomalies = new Blocks(eventRows);
    Blocks normals = new Blocks(blockRows);
    for (int[] indices : series) {
      for (int row : indices) {
        (anomalous[row] ? anomalies : normals).add(row);
        (anomalous[row] ? normals : anomalies).cut();
      }
      anomalies.cut();
      normals.cut();
    }
    return new Resampling(anomalous.length, anomalies.stratum(), normals.stratum());
  }

  /** Collects blocks row by row. */
  private static final class Blocks {

    private final int limit;
    private final IntStream.Builder members = IntStream.builder();
    private final IntStream.Builder starts = IntStream.builder().add(0);
    private int count;
    private int begun;

    Blocks(int limit) {
      this.limit = limit;
    }

    void add(int row) {
      members.add(row);
      count++;
      if (count - begun == limit) {
        cut();
      }
    }

    void cut() {
      if (count > begun) {
        starts.add(count);
        begun = count;
      }
    }

    Stratum stratum() {
      cut();
      return new Stratum(members.build().toArray(), starts.build().toArray());
    }
  }

  /** How many blocks of anomalies there are to draw from: few make an interval worthless. */
  public int anomalyBlocks() {
    return anomalies.blocks();
  }

  /** How many blocks of normal rows there are to draw from. */
  public int normalBlocks() {
    return normals.blocks();
  }

  /** One sample: how often each row is in it, {@code [rows]}. */
  public int[] draw(SplittableRandom random) {
    int[] times = new int[rows];
    anomalies.draw(random, times);
    normals.draw(random, times);
    return times;
  }
}
