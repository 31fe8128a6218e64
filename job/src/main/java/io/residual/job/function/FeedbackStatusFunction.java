package io.residual.job.function;

import io.residual.job.message.DeadLetter;
import io.residual.job.message.FeedbackEvent;
import io.residual.job.message.FeedbackStatus;
import io.residual.job.metrics.FeedbackMetrics;
import io.residual.model.feedback.InvalidVerdictException.Reason;
import io.residual.model.record.FieldSpec;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gathers what all subtasks tell about a verdict: whether anybody knows the alert, and how many
 * records it has kept from raising alerts. Keyed by the verdict's id.
 *
 * <p>News is told at once, and then at most every second, so that a noisy entity's verdict does not
 * become a stream of its own.
 */
public final class FeedbackStatusFunction
    extends KeyedProcessFunction<String, FeedbackEvent, FeedbackStatus> {

  private static final long PAUSE_MILLIS = 1000;

  private final BundleSource bundle;

  private transient List<FieldSpec> fields;
  private transient FeedbackMetrics metrics;
  private transient ValueState<VerdictState> state;

  /** A gatherer for alerts of the given bundle's model. */
  public FeedbackStatusFunction(BundleSource bundle) {
    this.bundle = bundle;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    fields = bundle.read(getRuntimeContext()).manifest().schema().fields();
    metrics = new FeedbackMetrics(getRuntimeContext().getMetricGroup());
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("status", TypeInformation.of(VerdictState.class)));
  }

  @Override
  public void processElement(FeedbackEvent event, Context context, Collector<FeedbackStatus> out)
      throws Exception {
    VerdictState before = state.value() == null ? VerdictState.NEW : state.value();
    VerdictState after = before.after(event);
    switch (event.what()) {
      case RETRACTED -> {
        state.clear();
        out.collect(new FeedbackStatus(event.verdict(), null));
        return;
      }
      case FORGOTTEN -> {
        state.clear();
        out.collect(new FeedbackStatus(event.verdict(), after.json(event.verdict(), fields)));
        return;
      }
      default -> {}
    }
    if (after.becameUnknown(before)) {
      metrics.refused(Reason.UNKNOWN_ALERT);
      context.output(
          DecodeFunction.DEAD_LETTERS,
          DeadLetter.of(
              event.message(),
              Reason.UNKNOWN_ALERT.code(),
              "the job remembers no such alert; give entity, fields and error as well, as"
                  + " 'residual feedback add' does",
              VerdictFunction.STAGE));
    }
    if (after.sameNews(before)) {
      state.update(after);
    } else if (before.waiting()) {
      state.update(after.toldLater());
    } else {
      tell(context, event.verdict(), after, out);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<FeedbackStatus> out)
      throws Exception {
    VerdictState now = state.value();
    if (now == null) {
      return;
    }
    if (now.untold()) {
      tell(context, context.getCurrentKey(), now, out);
    } else {
      state.update(now.quiet());
    }
  }

  private void tell(
      Context context, String verdict, VerdictState now, Collector<FeedbackStatus> out)
      throws Exception {
    out.collect(new FeedbackStatus(verdict, now.json(verdict, fields)));
    long next = context.timerService().currentProcessingTime() + PAUSE_MILLIS;
    context.timerService().registerProcessingTimeTimer(next);
    state.update(now.told());
  }
}
