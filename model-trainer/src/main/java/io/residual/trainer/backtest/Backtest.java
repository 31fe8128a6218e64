package io.residual.trainer.backtest;

import io.residual.model.alert.Alert;
import io.residual.model.alert.AlertExplainer;
import io.residual.model.alert.AlertFactory;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.detect.Detection;
import io.residual.model.encode.RecordEncoder;
import io.residual.model.explain.Explainer;
import io.residual.model.feedback.Verdict;
import io.residual.model.policy.PolicyDecision;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.History;
import io.residual.trainer.data.HistoryCursor;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.evaluate.BatchScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass over a history: decode, score, decide under every setting, and make the alerts of the
 * first one, all by the classes that the job uses.
 *
 * <p>Holds a batch of records, and of every entity a window, a tally and a state for each setting;
 * no records besides. Not thread safe; serves one pass.
 */
public final class Backtest {

  private static final long REPORT_EVERY = 50_000;

  /** More than a plot has room for; about 100 bytes each. */
  private static final int MOST_STRETCHES = 400;

  private static final int LEAST_STRETCHES = 16;
  private static final int ALL_STRETCHES = 500_000;

  private final ModelBundle bundle;
  private final Options options;
  private final AlertSink sink;
  private final BacktestListener listener;
  private final List<VariantRun> runs = new ArrayList<>();
  private final Map<String, EntityTally> entities = new HashMap<>();
  private final CoveredTime covered = new CoveredTime();
  private final LabelledEvents events = new LabelledEvents();
  private final BadRows bad = new BadRows(1);
  private final int maxAlertBytes;
  private boolean labelSeen;

  /**
   * What to do.
   *
   * @param variants settings to compare; the first is the one whose alerts are made
   * @param label of the records; empty if they have none
   * @param times of records that have none of their own; empty if all have
   * @param verdicts what people have said about alerts
   * @param traces whether to remember errors and thresholds for plots
   * @param maxRecordBytes as the job's {@code max-record-size}
   * @param maxMessageBytes as the job's {@code max-message-size}
   */
  public record Options(
      List<Variant> variants,
      Optional<AnomalyLabel> label,
      Optional<RecordTimes> times,
      List<Verdict> verdicts,
      boolean traces,
      int maxRecordBytes,
      int maxMessageBytes) {

    /** Copies the lists. */
    public Options {
      variants = List.copyOf(variants);
      verdicts = List.copyOf(verdicts);
      if (variants.isEmpty()) {
        throw new IllegalArgumentException("a backtest needs at least one setting");
      }
    }
  }

  private Backtest(ModelBundle bundle, Options options, AlertSink sink, BacktestListener listener) {
    this.bundle = bundle;
    this.options = options;
    this.sink = sink;
    this.listener = listener;
    maxAlertBytes = AlertFactory.maxJsonBytes(options.maxMessageBytes());
    for (Variant variant : options.variants()) {
      runs.add(new VariantRun(bundle.manifest(), variant, options.verdicts()));
    }
  }

  /**
   * Replays a history, starting with no entity known.
   *
   * @param sink takes the alerts
   * @throws IOException if the history cannot be read, none of its records can be scored, or the
   *     sink fails
   * @throws IllegalArgumentException if records have no time of their own and none is given, or the
   *     label is a field of the schema
   */
  public static BacktestResult run(
      ModelBundle bundle,
      History history,
      Options options,
      AlertSink sink,
      BacktestListener listener)
      throws IOException {
    Manifest manifest = bundle.manifest();
    options.label().ifPresent(label -> label.requireNoFeature(manifest.schema()));
    boolean timed = history.isTimed() || manifest.schema().eventTimePlace().isPresent();
    if (!timed && options.times().isEmpty()) {
      throw new IllegalArgumentException(
          "the model declares no event time, and the records of a file have no timestamps: say how"
              + " far apart they are, such as --interval 10s");
    }
    return new Backtest(bundle, options, sink, listener).over(history);
  }

  private BacktestResult over(History history) throws IOException {
    long records = 0;
    Manifest manifest = bundle.manifest();
    try (BatchScorer.Network network = BatchScorer.Network.open(bundle);
        Explainer explainer =
            AlertExplainer.open(ScoringRuntimes.ONNX, bundle, manifest.explanation());
        HistoryCursor cursor = history.open()) {
      AlertFactory factory = new AlertFactory(manifest, explainer);
      RecordEncoder encoder =
          new RecordEncoder(manifest.schema(), manifest.encoder(), options.maxRecordBytes());
      int width = manifest.width();
      BatchScorer<Replayed> scorer =
          new BatchScorer<>(
              network,
              // Of the setting whose alerts are made: the others share its windows.
              options.variants().get(0).settings().threshold().idleMillis(),
              (record, context, rows, reconstructions, start, error) ->
                  scored(
                      new ReplayedInput(
                          record, context, rows, reconstructions, start, width, error),
                      factory));
      float[] row = new float[encoder.featureCount()];
      while (cursor.next()) {
        replay(history, cursor, encoder, row, scorer);
        records++;
        if (records % REPORT_EVERY == 0) {
          listener.progress(records, runs.get(0).tally().alerts());
        }
      }
      scorer.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    requireSense(history, records);
    return new BacktestResult(
        bundle.manifest(),
        history.name(),
        records,
        bad,
        runs.stream().map(VariantRun::tally).toList(),
        List.copyOf(entities.values()),
        covered,
        options.label().isPresent(),
        events.count());
  }

  private void replay(
      History history,
      HistoryCursor cursor,
      RecordEncoder encoder,
      float[] row,
      BatchScorer<Replayed> scorer) {
    long own = cursor.timestampMillis().orElse(fileTime(cursor.offset()));
    try {
      RecordContext context = encoder.encode(cursor.value(), own, row);
      // Nobody knows when a file's records were, or will be, sent: at their own time, say.
      long timestamp = cursor.timestampMillis().orElse(context.eventTimeMillis().orElse(own));
      Alert.Source source =
          new Alert.Source(
              history.topic(),
              cursor.partition(),
              cursor.offset(),
              Instant.ofEpochMilli(timestamp));
      boolean anomalous = cursor.label().filter(AnomalyLabel::isAnomaly).isPresent();
      labelSeen |= cursor.label().isPresent();
      scorer.add(new Replayed(source, cursor.value(), anomalous), context, row);
    } catch (InvalidRecordException e) {
      bad.add(cursor.input(), cursor.place(), e);
    }
  }

  private long fileTime(long number) {
    return options.times().map(times -> times.millis(number)).orElse(0L);
  }

  private void scored(ReplayedInput input, AlertFactory factory) {
    String entity = input.entity();
    long time = input.eventTimeMillis();
    boolean anomalous = input.record().anomalous();
    covered.add(time);
    events.record(entity, anomalous);
    for (int i = 0; i < runs.size(); i++) {
      AlertTally tally = runs.get(i).tally();
      Detection detection = runs.get(i).observe(entity, input);
      if (detection.decision().raised()) {
        tally.addAlert(time, detection.modelFault(), anomalous);
      }
      if (detection.decision().flagged() && events.finds(entity, i)) {
        tally.addEventFound();
      }
      if (i == 0) {
        EntityTally own =
            entities.computeIfAbsent(entity, name -> new EntityTally(name, options.traces()));
        own.add(time, detection, stretches());
        emit(input, detection, factory);
      }
    }
  }

  /** Fewer for each entity if there are many. */
  private int stretches() {
    return Math.max(LEAST_STRETCHES, Math.min(MOST_STRETCHES, ALL_STRETCHES / entities.size()));
  }

  private void emit(ReplayedInput input, Detection detection, AlertFactory factory) {
    PolicyDecision decision = detection.decision();
    // Explanations can be dear: only for those who want the alerts themselves.
    if (sink == AlertSink.NONE || !(decision.raised() || decision.closed().isPresent())) {
      return;
    }
    for (Alert alert : factory.alerts(input.alerted(), detection)) {
      try {
        sink.alert(alert, AlertFactory.toJson(alert, maxAlertBytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void requireSense(History history, long records) throws IOException {
    if (bad.count() == records) {
      throw new InputFormatException(
          history.name(),
          records == 0
              ? "has no records"
              : "none of its " + records + " records can be scored; " + bad.examples().get(0));
    }
    if (options.label().isPresent() && !labelSeen) {
      throw new InputFormatException(
          history.name(),
          "no record has the label '"
              + options.label().get().column()
              + "'; give the name of its column, or leave --label out");
    }
  }
}
