package io.residual.benchmark.speed;

import io.residual.model.error.Calibration;
import io.residual.model.threshold.Comparison;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.model.threshold.ThresholdState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What the thresholds of very many entities take: bytes as Flink writes them, in savepoints and in
 * RocksDB; heap, as the hash map state backend holds them; time for each decision. Arguments: how
 * many entities (1,000,000), and rules (all).
 */
public final class EntityStateFootprint {

  private static final int RECORDS = 60_000;

  private final TypeSerializer<ThresholdState> serializer =
      TypeInformation.of(ThresholdState.class).createSerializer(new SerializerConfigImpl());
  private final int entities;

  private EntityStateFootprint(int entities) {
    this.entities = entities;
  }

  /** Prints a table. */
  @SuppressWarnings("SystemOut") // a command line program
  public static void main(String[] args) throws IOException {
    int entities = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    EntityStateFootprint footprint = new EntityStateFootprint(entities);
    System.out.println("| rule | records | bytes serialised | bytes of heap | ns a decision |");
    System.out.println("|---|---|---|---|---|");
    for (ThresholdSettings.Method method : ThresholdSettings.Method.values()) {
      System.out.println(footprint.row(method, 1));
      System.out.println(footprint.row(method, RECORDS));
    }
  }

  private String row(ThresholdSettings.Method method, int records) throws IOException {
    Random random = new Random(1);
    double[] errors = random.doubles(RECORDS).map(u -> -Math.log(1 - u)).toArray();
    RollingThreshold rule = ThresholdSettings.defaults(method).rolling(Calibration.of(errors));
    ThresholdState state = rule.initial();
    long start = System.nanoTime();
    for (int i = 0; i < records; i++) {
      Comparison comparison = rule.observe(state, errors[i], i);
      state = comparison.next();
    }
    long nanos = (System.nanoTime() - start) / records;
    DataOutputSerializer one = new DataOutputSerializer(1024);
    serializer.serialize(state, one);
    long before = used();
    Map<String, ThresholdState> held = new HashMap<>(2 * entities);
    long keys = used();
    for (int i = 0; i < entities; i++) {
      held.put(
          Integer.toString(i),
          serializer.deserialize(new DataInputDeserializer(one.getSharedBuffer())));
    }
    long heap = (used() - keys) / entities;
    DataOutputSerializer all = new DataOutputSerializer(1 << 16);
    long bytes = 0;
    for (ThresholdState entity : held.values()) {
      all.clear();
      serializer.serialize(entity, all);
      bytes += all.length();
    }
    return String.format(
        Locale.ROOT,
        "| `%s` | %,d | %d | %d | %s |",
        method.name().toLowerCase(Locale.ROOT),
        records,
        bytes / held.size(),
        heap + (keys - before) / entities,
        records == 1 ? "" : String.format(Locale.ROOT, "%,d", nanos));
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
