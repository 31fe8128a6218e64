package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.message.AlertMessage;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.FeedbackEvent;
import io.residual.job.message.FeedbackEvent.What;
import io.residual.job.message.ScoredRecord;
import io.residual.model.detect.Detection;
import io.residual.model.feedback.InvalidVerdictException;
import io.residual.model.feedback.RecentAlerts;
import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictBook;
import io.residual.model.feedback.VerdictJson;
import io.residual.model.policy.Excuses;
import io.residual.model.policy.Incident;
import io.residual.model.policy.JudgedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * A {@link ThresholdFunction} that obeys what people say about its alerts.
 *
 * <p>Verdicts are in broadcast state, the same in every subtask, and are applied when a record
 * would raise an alert: an entity that nobody has judged costs nothing, and one verdict on a
 * million entities no more than one on one. Of entities that have had alerts the last few are in
 * keyed state, for verdicts that give no more than an alert's id. The decisions' own state is that
 * of {@link ThresholdFunction}, so a savepoint of a job without feedback restores into one with it,
 * and back.
 */
public final class FeedbackThresholdFunction
    extends KeyedBroadcastProcessFunction<String, ScoredRecord, FeedbackCommand, AlertMessage> {

  /** What becomes of verdicts. */
  public static final OutputTag<FeedbackEvent> EVENTS =
      new OutputTag<>("feedback", TypeInformation.of(FeedbackEvent.class));

  /**
   * The verdicts by their ids, as JSON: it stays readable whatever becomes of the classes. The name
   * is fixed, because savepoints know it.
   */
  public static final MapStateDescriptor<String, String> VERDICTS =
      new MapStateDescriptor<>("verdicts", Types.STRING, Types.STRING);

  /** Longer than a false alarm is remembered by default, counted from the entity's last alert. */
  private static final ValueStateDescriptor<RecentAlerts> ALERTS =
      ExpiringState.of("recent-alerts", RecentAlerts.class, Verdict.DEFAULT_LIFETIME.toMillis());

  private final ThresholdFunction threshold;

  private transient ValueState<RecentAlerts> alerts;

  /** What {@link #VERDICTS} say; null until the first element, when they can be read. */
  private transient VerdictBook book;

  /** A comparator that decides as the given one where nobody has said anything. */
  public FeedbackThresholdFunction(ThresholdFunction threshold) {
    this.threshold = threshold;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    threshold.setRuntimeContext(getRuntimeContext());
    threshold.open(openContext);
    alerts = getRuntimeContext().getState(ALERTS);
  }

  @Override
  public void processElement(
      ScoredRecord record, ReadOnlyContext context, Collector<AlertMessage> out) throws Exception {
    VerdictBook verdicts = book(context.getBroadcastState(VERDICTS));
    Detection detection =
        threshold.judge(
            record,
            verdicts.size() == 0 ? Excuses.NONE : judged -> excuse(verdicts, record, judged),
            score -> context.output(ThresholdFunction.SCORES, score),
            out);
    if (detection.decision().raised()) {
      alerts.update(
          verdicts.remember(alerts(), detection, new DetectorInput(record), threshold::evidence));
    }
    detection
        .decision()
        .verdict()
        .ifPresent(
            id ->
                context.output(
                    EVENTS, about(id, What.SUPPRESSED, record.entity(), record, detection)));
  }

  private static FeedbackEvent about(
      String verdict, What what, String entity, ScoredRecord record, Detection detection) {
    return new FeedbackEvent(
        verdict, what, 0, -1, entity, record.eventTimeMillis(), detection.error(), 0, null);
  }

  private Optional<String> excuse(VerdictBook verdicts, ScoredRecord record, JudgedRecord judged) {
    return verdicts.of(record.entity(), alerts()).excuse(judged);
  }

  private RecentAlerts alerts() {
    try {
      RecentAlerts recent = alerts.value();
      return recent == null || recent.version() != RecentAlerts.VERSION
          ? RecentAlerts.NONE
          : recent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void processBroadcastElement(
      FeedbackCommand command, Context context, Collector<AlertMessage> out) throws Exception {
    BroadcastState<String, String> state = context.getBroadcastState(VERDICTS);
    VerdictBook verdicts = book(state);
    if (command.json() == null) {
      state.remove(command.id());
      verdicts.remove(command.id());
      tell(context, command, What.RETRACTED);
      return;
    }
    Verdict verdict = read(command.id(), command.json());
    state.put(command.id(), command.json());
    Optional<Verdict> forgotten = verdicts.put(verdict);
    if (forgotten.isPresent()) {
      state.remove(forgotten.get().id());
    }
    if (verdict.complete()) {
      tell(context, command, What.ACCEPTED);
    } else {
      context.output(EVENTS, search(context, command, verdict.alert()));
    }
    if (forgotten.isPresent() && first()) {
      context.output(EVENTS, FeedbackEvent.of(forgotten.get().id(), What.FORGOTTEN, 1, -1, null));
    }
  }

  /** What all subtasks know, one tells. */
  private void tell(Context context, FeedbackCommand command, What what) {
    if (first()) {
      context.output(
          EVENTS,
          FeedbackEvent.of(command.id(), what, 1, command.message().origin().offset(), null));
    }
  }

  private boolean first() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  /** Looks through the entities of this subtask that have had alerts. */
  private FeedbackEvent search(Context context, FeedbackCommand command, String alert)
      throws Exception {
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    long revision = command.message().origin().offset();
    long number = Incident.number(alert);
    FeedbackEvent[] found = new FeedbackEvent[1];
    context.applyToKeyedState(
        ALERTS,
        (entity, state) -> {
          RecentAlerts recent = state.value();
          int at = recent == null ? -1 : recent.find(number);
          if (at >= 0) {
            found[0] =
                new FeedbackEvent(
                    command.id(),
                    What.FOUND,
                    subtasks,
                    revision,
                    entity,
                    recent.times()[at],
                    recent.errors()[at],
                    recent.fields()[at],
                    null);
          }
        });
    return found[0] == null
        ? FeedbackEvent.of(command.id(), What.NOT_FOUND, subtasks, revision, command.message())
        : found[0];
  }

  private VerdictBook book(ReadOnlyBroadcastState<String, String> state) throws Exception {
    if (book == null) {
      book = threshold.newBook();
      for (Map.Entry<String, String> entry : state.immutableEntries()) {
        book.put(read(entry.getKey(), entry.getValue()));
      }
    }
    return book;
  }

  private static Verdict read(String id, String json) {
    try {
      return VerdictJson.read(id, json.getBytes(UTF_8), Instant.EPOCH);
    } catch (InvalidVerdictException e) {
      throw new IllegalStateException("verdict " + id + " was read before, and is none now", e);
    }
  }

  @Override
  public void close() {
    threshold.close();
  }
}
