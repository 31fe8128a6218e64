package io.residual.benchmark.explain;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.explain.BackgroundSample;
import io.residual.model.explain.ErrorShares;
import io.residual.model.explain.Explainer;
import io.residual.model.explain.ExplanationMethod;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.explain.PerturbationExplainer;
import io.residual.model.score.Scorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prints how often each method names the fields at fault. */
public final class PlantedFaults {
  private PlantedFaults() {}

  static Explainer explainer(ModelBundle bundle, Scorer scorer, ExplanationMethod method, int eval)
      throws Exception {
    Manifest m = bundle.manifest();
    if (method == ExplanationMethod.SHARES)
      return new ErrorShares(m.schema().fields(), m.encoder(), m.error());
    float[][] buffer = {{}};
    return new PerturbationExplainer(
        m.schema().fields(),
        m.encoder(),
        m.error(),
        (rows, count, errors) -> {
          if (buffer[0].length < rows.length) buffer[0] = new float[rows.length];
          scorer.score(rows, count, buffer[0], errors);
        },
        BackgroundSample.of(bundle.entry(ModelBundle.BACKGROUND_ENTRY)),
        new ExplanationSettings(method, 16, 60_000, eval),
        System::nanoTime);
  }

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    int eval = Integer.parseInt(args[2]);
    String settings = args[3].replace("\\n", "\n");
    for (int i = 4; i < args.length; i++) {
      String set = args[i];
      for (int fields = 1; fields <= 2; fields++) {
        Path folder = Files.createTempDirectory("faults");
        NormalRows rows =
            NormalRows.of(data.resolve(set + ".csv.gz"), !set.startsWith("tabular"), folder);
        try (FaultTrial trial = FaultTrial.of(rows, settings, count, fields, 1)) {
          System.out.printf(
              Locale.ROOT,
              "%s %d fields of %d: faults %d%n",
              set,
              fields,
              trial.bundle().manifest().encoder().fieldCount(),
              trial.faults().size());
          for (ExplanationMethod method : ExplanationMethod.values()) {
            FaultTrial.Outcome o =
                trial.judge(
                    explainer(trial.bundle(), trial.scorer(), method, eval), fields == 1 ? 1 : 3);
            System.out.printf(
                Locale.ROOT,
                "   %-7s named %.3f   alerts %d named %d (%.3f) fallbacks %d, %.0f us%n",
                method,
                o.rate(),
                o.alerts(),
                o.namedOfAlerts(),
                (double) o.namedOfAlerts() / Math.max(1, o.alerts()),
                o.fallbacks(),
                o.micros());
          }
        }
      }
    }
  }
}
