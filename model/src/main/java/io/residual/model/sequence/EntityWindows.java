package io.residual.model.sequence;

import io.residual.model.record.RecordContext;
import java.util.HashMap;
import java.util.Map;

/**
 * The windows of all entities of a stream that is gone over in one thread, such as a file: what the
 * job keeps in keyed state. Holds {@code (length - 1) * features} floats for each entity. Not
 * thread safe.
 */
public final class EntityWindows {

  private final WindowAssembler assembler;
  private final boolean single;
  private final int features;
  private final Map<String, WindowState> states = new HashMap<>();

  /**
   * Windows of entities of which no record is known yet.
   *
   * @param features of one record's row
   */
  public EntityWindows(SequenceWindow window, int features) {
    this.assembler = new WindowAssembler(window, features);
    this.single = window.single();
    this.features = features;
  }

  /**
   * Takes the next record of the stream and writes the window that ends with it.
   *
   * @param context the record's entity and event time
   * @param rows holds its encoded row from index {@code from} on
   * @param windows receives the network's row from index {@code at} on; for windows of a single
   *     record the row itself
   */
  public void add(RecordContext context, float[] rows, int from, float[] windows, int at) {
    if (single) {
      System.arraycopy(rows, from, windows, at, features);
      return;
    }
    states.compute(
        context.entity(),
        (entity, state) ->
            assembler.add(state, rows, from, context.eventTimeMillis().orElse(0), windows, at));
  }
}
