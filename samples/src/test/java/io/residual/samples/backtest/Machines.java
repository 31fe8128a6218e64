package io.residual.samples.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Lines of records about machines that swing, some of them faulty, some of no use at all. */
final class Machines {

  /** Names of the fields, in the order of CSV columns. */
  static final String HEADER = "machine,time,s0,s1,s2,s3";

  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  private final Random random;
  private final int machines;
  private final List<String[]> rows = new ArrayList<>();

  private Machines(int machines, long seed) {
    this.machines = machines;
    this.random = new Random(seed);
  }

  /** Rows of normal records. */
  static List<String[]> normal(int count, int machines, long seed) {
    Machines made = new Machines(machines, seed);
    for (int i = 0; i < count; i++) {
      made.add(false);
    }
    return made.rows;
  }

  /** Rows with a run of faults now and then. */
  static List<String[]> faulty(int count, int machines, long seed) {
    Machines made = new Machines(machines, seed);
    for (int i = 0; i < count; i++) {
      made.add(i % 250 > 230);
    }
    return made.rows;
  }

  /** A minute after the other; each machine has its own speed, some rest for hours. */
  private void add(boolean fault) {
    int number = rows.size();
    int machine = Math.min(random.nextInt(machines), random.nextInt(machines));
    long minute = number + (long) (number / 700) * 300;
    String[] row = new String[6];
    row[0] = "m" + machine;
    row[1] = Instant.ofEpochMilli(START + 60_000 * minute).toString();
    for (int sensor = 0; sensor < 4; sensor++) {
      double swing = Math.sin(minute / (10.0 + machine) + sensor) + 0.1 * random.nextGaussian();
      double value = fault && sensor == number % 4 ? swing + 4 + random.nextInt(5) : swing;
      row[2 + sensor] = String.format(Locale.ROOT, "%.4f", value);
    }
    rows.add(row);
  }

  /** A row as JSON. */
  static String json(String[] row) {
    return String.format(
        "{\"machine\":\"%s\", \"time\":\"%s\", \"s0\":%s, \"s1\":%s, \"s2\":%s, \"s3\":%s}",
        (Object[]) row);
  }

  /** A row as CSV. */
  static String csv(String[] row) {
    return String.join(",", row);
  }
}
