package io.residual.benchmark.training;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Trains the same networks with our trainer and through DJL on PyTorch, in turn and in one process,
 * and prints rows a second and their ratio, by the clock and by the processor time of the thread,
 * which hardly depends on what else the machine does.
 *
 * <p>Arguments: rounds (5 by default), seconds a training takes about (4 by default). Threads: set
 * {@code OMP_NUM_THREADS}; our trainer uses one whatever it says.
 */
public final class TrainingSpeed {

  /** Both sides work on the thread that calls them. */
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private final int rounds;
  private final double seconds;

  private TrainingSpeed(int rounds, double seconds) {
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** Runs the comparison. */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    double seconds = args.length > 1 ? Double.parseDouble(args[1]) : 4;
    System.setProperty("ai.djl.offline", "true");
    new TrainingSpeed(rounds, seconds).run();
  }

  private void run() {
    print(
        "| network | batch | Residual, rows/s | DJL on PyTorch, rows/s | ratio (least to most)"
            + " | ratio by processor time (least to most) | loss of both |");
    print("|---|---|---|---|---|---|---|");
    for (int batch : new int[] {64, 256, 1024}) {
      compare(task("30-16-8-16-30", batch, Activation.TANH, 30, 16, 8));
    }
    compare(task("30-64-15-64-30", 256, Activation.TANH, 30, 64, 15));
    compare(task("30-128-128-128-30", 256, Activation.TANH, 30, 128, 128));
    compare(task("100-200-50-200-100", 256, Activation.TANH, 100, 200, 50));
    compare(
        new TrainingTask(
            "784-784-32-32-784", DenseNetwork.classic(), TrainingTask.rows(4096, 784), 256, 0.001));
  }

  private static TrainingTask task(
      String name, int batch, Activation activation, int features, int hidden, int code) {
    DenseNetwork spec =
        new DenseNetwork(
            List.of(new LayerSpec(hidden, activation), new LayerSpec(code, Activation.IDENTITY)),
            List.of(
                new LayerSpec(hidden, activation), new LayerSpec(features, Activation.IDENTITY)));
    return new TrainingTask(name, spec, TrainingTask.rows(65_536, features), batch, 0.005);
  }

  private void compare(TrainingTask task) {
    List<TrainingSide> sides = List.of(new ResidualSide(), new DjlSide());
    int[] epochs = new int[sides.size()];
    double[] loss = new double[sides.size()];
    for (int s = 0; s < epochs.length; s++) {
      // Also warms up.
      sides.get(s).train(task, 1);
      double one = sides.get(s).train(task, 1).seconds();
      epochs[s] = (int) Math.max(1, Math.round(seconds / one));
    }
    int common = Math.min(epochs[0], epochs[1]);
    List<double[]> rates = new ArrayList<>();
    List<double[]> busy = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double[] rate = new double[sides.size()];
      double[] processor = new double[sides.size()];
      for (int s = 0; s < rate.length; s++) {
        long before = threads.getCurrentThreadCpuTime();
        TrainingSide.Run run = sides.get(s).train(task, common);
        double rows = (double) common * task.rows().rows();
        processor[s] = rows / (threads.getCurrentThreadCpuTime() - before);
        rate[s] = rows / run.seconds();
        loss[s] = run.finalLoss();
      }
      rates.add(rate);
      busy.add(processor);
    }
    print(
        "| %s | %d | %,.0f | %,.0f | %s | %s | %.4f, %.4f |",
        task.name(),
        task.batchSize(),
        median(rates, 0),
        median(rates, 1),
        ratio(rates),
        ratio(busy),
        loss[0],
        loss[1]);
  }

  private static String ratio(List<double[]> rates) {
    double[] ratios = rates.stream().mapToDouble(r -> r[0] / r[1]).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        ratios[ratios.length / 2],
        ratios[0],
        ratios[ratios.length - 1]);
  }

  private static double median(List<double[]> rates, int side) {
    double[] sorted = rates.stream().mapToDouble(r -> r[side]).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
