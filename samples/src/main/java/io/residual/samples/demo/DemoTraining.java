package io.residual.samples.demo;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.model.network.NetworkSpec;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowReport;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.data.SchemaProposal;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitProgress;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Trains a scenario's model, as {@code residual fit} would on a file of the same records. */
public final class DemoTraining {

  private DemoTraining() {}

  /**
   * Fits a model to the scenario's training records.
   *
   * @throws IllegalArgumentException if the records do not suit the pipeline
   * @throws UncheckedIOException if they cannot be kept or read
   */
  public static ModelBundle fit(Scenario scenario, DemoListener listener) {
    Path rows = null;
    try {
      rows = Files.createTempFile("residual-training-", ".jsonl");
      listener.step("gathering normal records to train on");
      write(scenario, rows);
      try (RowSource source = RowFormat.JSON_LINES.open(rows)) {
        return ModelFitter.fit(
                FitRequest.of(scenario.pipeline(), List.of(source)), new Steps(listener))
            .bundle();
      }
    } catch (InvalidConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("training failed: " + e.getMessage(), e);
    } finally {
      delete(rows);
    }
  }

  /**
   * A pipeline for a file whose schema nobody wrote down.
   *
   * @param label column of the labels, which becomes no field; null if there is none
   */
  static PipelineConfig proposePipeline(Path file, String label) throws InvalidConfigException {
    try (RowSource rows = RowFormat.AUTO.open(file)) {
      SchemaProposal proposal =
          SchemaProposal.of(rows, Optional.ofNullable(label).map(AnomalyLabel::new));
      return PipelineFile.parse(proposal.toYaml(modelName(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String modelName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static void write(Scenario scenario, Path file) throws IOException {
    try (Stream<LabelledRecord> records = scenario.training().get();
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (LabelledRecord record : (Iterable<LabelledRecord>) records::iterator) {
        out.write(record.json());
        out.write('\n');
      }
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file + ": " + e, e);
    }
  }

  /** Tells the beginning of the training, and how it stands every few seconds. */
  private static final class Steps implements FitListener {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final DemoListener listener;
    private Duration told = Duration.ZERO;

    private Steps(DemoListener listener) {
      this.listener = listener;
    }

    @Override
    public void rowsRead(RowReport rows, int features) {
      listener.step(
          String.format(
              Locale.ROOT,
              "training on %,d rows, calibrating on %,d",
              rows.training(),
              rows.validation()));
    }

    @Override
    public void networkBegins(int number, int count, int inputs, NetworkSpec network) {
      told = Duration.ZERO;
      listener.step("autoencoder " + network.describe(inputs));
    }

    @Override
    public void epochDone(FitProgress progress) {
      if (progress.elapsed().minus(told).compareTo(EVERY) >= 0) {
        told = progress.elapsed();
        listener.step(
            String.format(
                Locale.ROOT,
                "  epoch %d of at most %d, validation loss %.5f",
                progress.epoch(),
                progress.epochs(),
                progress.validationLoss()));
      }
    }
  }
}
