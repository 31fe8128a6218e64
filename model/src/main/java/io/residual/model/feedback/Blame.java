package io.residual.model.feedback;

import io.residual.model.policy.FieldEvidence;
import io.residual.model.record.FieldSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which fields are to blame for an error, a bit for each: those that together make more than half
 * of it, and no more than needed. Fields count modulo 64, so with more of them some share a bit and
 * a verdict about one is one about the other.
 */
public final class Blame {

  /** Any field. */
  static final long ANY = -1;

  private static final double MOST = 0.5;

  private Blame() {}

  /** The fewest fields that make more than half of the error. */
  public static long of(FieldEvidence evidence) {
    List<Integer> largestFirst =
        IntStream.range(0, evidence.fields())
            .boxed()
            .sorted(Comparator.comparingDouble(evidence::share).reversed())
            .toList();
    long fields = 0;
    double sum = 0;
    for (int field : largestFirst) {
      fields |= 1L << field;
      sum += evidence.share(field);
      if (sum > MOST) {
        break;
      }
    }
    return fields;
  }

  /** Whether the fields make more than half of an error. */
  static boolean fits(long fields, FieldEvidence evidence) {
    if (fields == ANY) {
      return true;
    }
    double sum = 0;
    for (int field = 0; field < evidence.fields(); field++) {
      sum += (fields & 1L << field) == 0 ? 0 : evidence.share(field);
    }
    return sum > MOST;
  }

  /** The fields of the given names; names of no field are left out. */
  static long of(List<String> names, List<FieldSpec> fields) {
    long bits = 0;
    for (int field = 0; field < fields.size(); field++) {
      bits |= names.contains(fields.get(field).name()) ? 1L << field : 0;
    }
    return bits;
  }

  /** Names of the fields; all that share a bit. */
  public static List<String> names(long bits, List<FieldSpec> fields) {
    List<String> names = new ArrayList<>();
    for (int field = 0; field < fields.size(); field++) {
      if ((bits & 1L << field) != 0) {
        names.add(fields.get(field).name());
      }
    }
    return names;
  }
}
