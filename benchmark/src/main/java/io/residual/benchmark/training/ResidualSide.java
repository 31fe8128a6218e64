package io.residual.benchmark.training;

import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.fit.AutoencoderFitter;
import io.residual.trainer.fit.FitSettings;
import io.residual.trainer.fit.FittedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The trainer as {@code residual fit} uses it. */
final class ResidualSide implements TrainingSide {

  @Override
  public String name() {
    return "Residual";
  }

  @Override
  public Run train(TrainingTask task, int epochs) {
    FitSettings settings =
        new FitSettings(task.network(), epochs, task.batchSize(), task.learningRate(), 0, 1, 0);
    int features = task.rows().features();
    // Validation is not compared: one row makes it free.
    EncodedRows validation =
        new EncodedRows(Arrays.copyOf(task.rows().values(), features), 1, features);
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, progress -> {}).fit(task.rows(), validation)) {
      return new Run(fitted.seconds(), fitted.trainingLoss().get(epochs - 1));
    } catch (IOException e) {
      throw new UncheckedIOException("no checkpoint is kept, so nothing can fail", e);
    }
  }
}
