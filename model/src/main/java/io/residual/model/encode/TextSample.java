package io.residual.model.encode;

import io.residual.model.record.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is learnt about a text field, in bounded memory. Not thread safe. */
final class TextSample {

  /** Longer examples are cut: enough to recognise a text by. */
  private static final int EXAMPLE_LENGTH = 200;

  private static final NumberScale UNIT = new NumberScale(0, 1, 0);

  private final FieldType.Text type;
  private final SplittableRandom random;
  private final NumberSample lengths;
  private final TextEncoding plain;
  private final float[] row;
  private final double[] sums;
  private final List<String> examples = new ArrayList<>();
  private long count;

  TextSample(FieldType.Text type, long seed) {
    this.type = type;
    random = new SplittableRandom(seed);
    lengths = new NumberSample(seed, 0);
    plain =
        new TextEncoding(
            type.features(),
            type.minGram(),
            type.maxGram(),
            type.digitsAlike(),
            UNIT,
            new float[type.features()],
            List.of(),
            false);
    row = new float[plain.width()];
    sums = new double[type.features()];
  }

  void add(String text) {
    count++;
    lengths.add(TextEncoding.logLength(text));
    plain.encode(text, row, 0);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i];
    }
    if (examples.size() < type.examples()) {
      examples.add(cut(text));
    } else {
      long slot = random.nextLong(count);
      if (slot < examples.size()) {
        examples.set((int) slot, cut(text));
      }
    }
  }

  private static String cut(String text) {
    return text.length() <= EXAMPLE_LENGTH ? text : text.substring(0, EXAMPLE_LENGTH);
  }

  TextEncoding encoding(boolean indicator) {
    float[] typical = new float[sums.length];
    for (int i = 0; i < typical.length; i++) {
      typical[i] = count == 0 ? 0 : (float) (sums[i] / count);
    }
    return new TextEncoding(
        type.features(),
        type.minGram(),
        type.maxGram(),
        type.digitsAlike(),
        lengths.standard(),
        typical,
        examples.stream().distinct().toList(),
        indicator);
  }
}
