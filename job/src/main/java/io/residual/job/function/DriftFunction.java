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
  private transient DriftState state;
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
    state = monitor.initial();
    for (DriftState kept : stored.get()) {
      state = monitor.restored(kept);
    }
    metrics = new DriftMetrics(getRuntimeContext().getMetricGroup(), bins.names());
  }

  @Override
  public void processElement(DriftCounts counts, Context context, Collector<DriftMessage> out) {
    DriftMonitor.Step step = monitor.add(state, counts);
    state = step.next();
    if (step.report().isPresent()) {
      DriftReport report = step.report().get();
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

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    stored.update(List.of(state));
  }
}
