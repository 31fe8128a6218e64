package io.residual.job.function;

import io.residual.job.message.EncodedRecord;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.sequence.WindowAssembler;
import io.residual.model.sequence.WindowState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the row of each record in the place of the window that ends with it, for models that look at
 * the last records of an entity together.
 *
 * <p>The state of an entity says which encoder made its rows. A job that is resumed with another
 * encoder begins every window anew: the same numbers mean something else there. A new network
 * behind the same encoder goes on with the windows as they are.
 */
public final class WindowFunction
    extends KeyedProcessFunction<String, EncodedRecord, EncodedRecord> {

  /** Name of the state; fixed, because savepoints know it. */
  static final String STATE = "entity-window";

  private final BundleSource source;
  private final ThresholdOverrides overrides;

  private transient long encoder;
  private transient WindowAssembler assembler;
  private transient ValueState<EntityWindow> state;

  /**
   * A function for the windows of the given bundle.
   *
   * @param overrides of the bundle's threshold settings; they tell when an entity is forgotten
   */
  public WindowFunction(BundleSource source, ThresholdOverrides overrides) {
    this.source = source;
    this.overrides = overrides;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    Manifest manifest = source.read(getRuntimeContext()).manifest();
    encoder = ModelFingerprint.ofEncoder(manifest);
    Long idleMillis = overrides.applyTo(manifest.threshold()).idleMillis();
    assembler =
        new WindowAssembler(
            manifest.window().forgetting(idleMillis), manifest.encoder().featureCount());
    state = getRuntimeContext().getState(ExpiringState.of(STATE, EntityWindow.class, idleMillis));
  }

  @Override
  public void processElement(EncodedRecord record, Context context, Collector<EncodedRecord> out)
      throws Exception {
    float[] window = new float[assembler.width()];
    WindowState next =
        assembler.add(current(), record.features(), 0, record.eventTimeMillis(), window, 0);
    state.update(new EntityWindow(encoder, next));
    out.collect(
        new EncodedRecord(
            record.origin(), record.entity(), record.eventTimeMillis(), record.json(), window));
  }

  private WindowState current() throws Exception {
    EntityWindow stored = state.value();
    boolean usable =
        stored != null && stored.encoder() == encoder && assembler.accepts(stored.state());
    return usable ? stored.state() : null;
  }
}
