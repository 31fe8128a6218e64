package io.residual.trainer.evaluate;

import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.trainer.evaluate.plant.CapturedRows;
import io.residual.trainer.evaluate.plant.PlantedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plays captured rows, with planted events; the rows that these change are labelled anomalies. */
final class CapturedCursor implements LabelledCursor {

  private final CapturedRows rows;
  private final Map<Integer, PlantedEvent> events = new HashMap<>();
  private int row = -1;

  CapturedCursor(CapturedRows rows, List<PlantedEvent> planted) {
    this.rows = rows;
    for (PlantedEvent event : planted) {
      event.rows().forEach(changed -> events.put(changed, event));
    }
  }

  @Override
  public boolean next() {
    row++;
    return row < rows.rows();
  }

  @Override
  public int index() {
    return row;
  }

  @Override
  public String place() {
    return "row " + (row + 1);
  }

  @Override
  public RecordContext read(FieldSink sink) {
    return rows.play(row, events.get(row), sink);
  }

  @Override
  public boolean anomalous() {
    return events.containsKey(row);
  }

  @Override
  public void refused(InvalidRecordException reason) {
    throw new IllegalStateException(
        "a captured row was read before, and cannot be refused", reason);
  }

  @Override
  public void close() {}
}
