package io.residual.job.function;

import io.residual.job.message.DriftMessage;
import io.residual.job.metrics.DriftMetrics;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.drift.DriftBins;
import io.residual.model.drift.DriftCounts;
import io.residual.model.drift.DriftEvent;
import io.residual.model.drift.DriftMonitor;
import io.residual.model.drift.DriftReport;
import io.residual.model.drift.DriftState;
import io.residual.model.drift.TimedDriftMonitor;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sums up the counts of all subtasks, window by window, compares them with training, and tells when
 * the model should be trained again. One instance a job: parallelism 1.
 */
public final class DriftFunction extends ProcessFunction<DriftCounts, DriftMessage>
    implements CheckpointedFunction {

  /** Name of the state; fixed, because savepoints know it. */
  static final String STATE = "drift-window";

  private final BundleSource source;
  private final DriftWindow window;

  private transient Manifest manifest;
  private transient DriftMonitor monitor;
  private transient TimedDriftMonitor timed;
  private transient List<DriftState> states;
  private transient ListState<DriftState> stored;
  private transient DriftMetrics metrics;

  /** A monitor of the given bundle's model. */
  public DriftFunction(BundleSource source, DriftWindow window) {
    this.source = source;
    this.window = window;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    stored =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(STATE, TypeInformation.of(DriftState.class)));
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    ModelBundle bundle = source.read(getRuntimeContext());
    manifest = bundle.manifest();
    DriftBins bins = DriftBins.of(bundle);
    monitor =
        new DriftMonitor(bins, ModelFingerprint.of(manifest), window.records(), window.millis());
    timed = window.timed() ? new TimedDriftMonitor(monitor, window.lengthMillis()) : null;
    states = new ArrayList<>();
    for (DriftState kept : stored.get()) {
      states.add(monitor.restored(kept));
    }
    if (states.isEmpty()) {
      states.add(monitor.initial());
    }
    metrics = new DriftMetrics(getRuntimeContext().getMetricGroup(), bins.names());
  }

  @Override
  public void processElement(DriftCounts counts, Context context, Collector<DriftMessage> out) {
    for (DriftReport report : timed == null ? byRecords(counts) : byTime(counts)) {
      metrics.window(report);
      if (report.news()) {
        out.collect(
            new DriftMessage(
                DriftEvent.id(manifest, report),
                DriftEvent.kind(report),
                manifest.name(),
                report.lastMillis(),
                DriftEvent.toJson(manifest, report)));
      }
    }
  }

  private List<DriftReport> byRecords(DriftCounts counts) {
    // Of a job that had windows of event time before, all but the first are given up.
    DriftMonitor.Step step = monitor.add(states.get(0), counts);
    states = List.of(step.next());
    return step.report().stream().toList();
  }

  private List<DriftReport> byTime(DriftCounts counts) {
    TimedDriftMonitor.Step step = timed.add(states, counts);
    states = step.next();
    return step.reports();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    stored.update(states);
  }
}
