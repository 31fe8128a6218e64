package io.residual.trainer.measure;

import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.trainer.evaluate.RankMetrics;
import io.residual.trainer.fit.ErrorComparison;
import io.residual.trainer.fit.FitSettings;
import io.residual.trainer.fit.NetworkSizing;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints a table of AUROC by data set and kind of error, to decide defaults on.
 *
 * <p>Arguments: {@code SETS SEEDS CONFIG...} with sets such as {@code tabular/cardio} (random
 * halves, mean over the seeds) and {@code smd/machine-1-2} (its train and test files), and
 * configurations {@code NETWORK/BATCH/RATE/EPOCHS/PATIENCE/CLIP}; the network is {@code auto} or
 * {@code code:hidden:activation:codeActivation} with code and hidden as factors of the features.
 */
public final class DetectionQuality {

  private DetectionQuality() {}

  /** Prints the table. */
  public static void main(String[] args) throws IOException {
    for (int i = 2; i < args.length; i++) {
      double fieldMean = 0;
      double standardized = 0;
      String[] sets = args[0].split(",", -1);
      for (String set : sets) {
        double[] row = row(set, Integer.parseInt(args[1]), args[i].split("/", -1));
        fieldMean += row[0] / sets.length;
        standardized += row[1] / sets.length;
        print("  %-22s field-mean %.3f standardized %.3f %4.0f s", set, row[0], row[1], row[2]);
      }
      print("%s: MEAN field-mean %.4f standardized %.4f", args[i], fieldMean, standardized);
    }
  }

  private static double[] row(String set, int seeds, String[] config) throws IOException {
    boolean halves = set.startsWith("tabular");
    int runs = halves ? seeds : 1;
    double[] row = new double[3];
    long start = System.nanoTime();
    for (long seed = 1; seed <= runs; seed++) {
      LabelledRows rows =
          halves ? LabelledRows.randomHalves(set, seed) : LabelledRows.trainAndTest(set);
      rows = config.length > 5 ? rows.clipped(Float.parseFloat(config[5])) : rows;
      FitSettings settings =
          new FitSettings(
              network(config[0], rows),
              Integer.parseInt(config[3]),
              Integer.parseInt(config[1]),
              Double.parseDouble(config[2]),
              0,
              seed,
              Integer.parseInt(config[4]));
      Map<ErrorMeasure.Kind, double[]> errors =
          new ErrorComparison(settings)
              .errors(rows.encoder(), rows.training(), rows.validation(), rows.test());
      boolean[] anomalies = new boolean[rows.anomalies().size()];
      for (int i = 0; i < anomalies.length; i++) {
        anomalies[i] = rows.anomalies().get(i);
      }
      row[0] += RankMetrics.of(errors.get(ErrorMeasure.Kind.FIELD_MEAN), anomalies).auroc() / runs;
      row[1] +=
          RankMetrics.of(errors.get(ErrorMeasure.Kind.STANDARDIZED), anomalies).auroc() / runs;
    }
    row[2] = (System.nanoTime() - start) / 1e9;
    return row;
  }

  private static DenseNetwork network(String text, LabelledRows rows) {
    if (text.equals("auto")) {
      return NetworkSizing.of(rows.training());
    }
    String[] parts = text.split(":", -1);
    int features = rows.training().features();
    int code = Math.max(1, (int) (features * Double.parseDouble(parts[0])));
    int hidden = Math.max(8, (int) (features * Double.parseDouble(parts[1])));
    Activation activation = Activation.valueOf(parts[2]);
    return new DenseNetwork(
        List.of(
            new LayerSpec(hidden, activation), new LayerSpec(code, Activation.valueOf(parts[3]))),
        List.of(new LayerSpec(hidden, activation), new LayerSpec(features, Activation.IDENTITY)));
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
