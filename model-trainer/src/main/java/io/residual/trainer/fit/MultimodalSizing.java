package io.residual.trainer.fit;

import io.residual.model.config.AugmentSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.ColumnSpan;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.OutputHead;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.batch.FieldColumns.Form;
import io.residual.trainer.data.NetworkRows;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a multimodal network for the fields of rows: numbers and times; categories and flags;
 * texts; vectors. Each kind that occurs gets an encoder and a decoder with a hidden layer of tanh,
 * sized as the bottleneck's is for as many features. The code is the bottleneck's.
 *
 * <p>Each field has an equal part in the loss, however many features it takes. One-hot categories
 * have a softmax and cross-entropy of their own in each field; flags and missing indicators binary
 * cross-entropy; hashed categories, whose features have signs, and all else squared error.
 *
 * <p>It is trained to give back rows from which noise hides three features in ten, so that each
 * kind of fields must be told from the others. Measured (random halves, two sets of mixed fields,
 * one seed; mean AUROC and average precision): with that 0.888 and 0.685, without 0.851 and 0.646,
 * with a code of 128 units 0.874 and 0.679.
 */
final class MultimodalSizing {

  /** Standard deviations of the noise in training, in those of the features. */
  private static final double NOISE = 1;

  /** Part of the features of a row that carry noise. */
  private static final double NOISE_FEATURES = 0.3;

  private final FieldColumns columns;
  private final double share;

  private MultimodalSizing(FieldColumns columns) {
    this.columns = columns;
    this.share = 1.0 / ((double) columns.fieldCount() * columns.recordCount());
  }

  /**
   * The network.
   *
   * @param rows at least one
   * @param columns of these rows
   * @param code units of the code; 0 for as many as the bottleneck has
   */
  static MultimodalNetwork of(NetworkRows rows, FieldColumns columns, int code) {
    DenseNetwork plain = NetworkSizing.of(rows);
    LayerSpec bottleneck = plain.encoder().get(plain.encoder().size() - 1);
    LayerSpec shared = code > 0 ? new LayerSpec(code, bottleneck.activation()) : bottleneck;
    MultimodalSizing sizing = new MultimodalSizing(columns);
    List<Modality> modalities = new ArrayList<>();
    sizing.add(modalities, "numbers", shared, List.of(Form.NUMBERS));
    sizing.add(modalities, "categories", shared, List.of(Form.ONE_HOT, Form.FLAG, Form.HASH));
    sizing.add(modalities, "texts", shared, List.of(Form.TEXT));
    sizing.add(modalities, "vectors", shared, List.of(Form.VECTOR));
    return new MultimodalNetwork(rows.features(), modalities, shared);
  }

  /** How rows are corrupted in training: what the user asks for comes first. */
  static AugmentSettings corruption(AugmentSettings asked) {
    return asked.corrupts()
        ? asked
        : new AugmentSettings(NOISE, NOISE_FEATURES, 0, 0, asked.interpolate());
  }

  private void add(List<Modality> modalities, String name, LayerSpec code, List<Form> forms) {
    List<OutputHead> heads = heads(forms);
    if (!heads.isEmpty()) {
      int width = heads.stream().mapToInt(OutputHead::width).sum();
      List<LayerSpec> hidden =
          List.of(
              new LayerSpec(
                  NetworkSizing.hidden(width, Math.min(width, code.units())), Activation.TANH));
      modalities.add(new Modality(name, hidden, hidden, heads));
    }
  }

  /** A head for all features with squared error, one for all flags, and one for each softmax. */
  private List<OutputHead> heads(List<Form> forms) {
    List<ColumnSpan> squared = new ArrayList<>();
    List<ColumnSpan> flags = new ArrayList<>();
    double squaredWeight = 0;
    double flagWeight = 0;
    List<OutputHead> heads = new ArrayList<>();
    for (int record = 0; record < columns.recordCount(); record++) {
      for (int i = 0; i < columns.fieldCount(); i++) {
        FieldColumns.Field field = columns.field(i);
        if (!forms.contains(field.form())) {
          continue;
        }
        int start = columns.start(record, i);
        int width = field.width() - (field.indicator() ? 1 : 0);
        // An indicator shares its field's part.
        double part = field.indicator() ? share / 2 : share;
        ColumnSpan span = new ColumnSpan(start, width);
        // A field without a known category has the one feature for unknown ones.
        Form form = field.form() == Form.ONE_HOT && width == 1 ? Form.FLAG : field.form();
        switch (form) {
          case ONE_HOT -> heads.add(new OutputHead(List.of(span), Activation.SOFTMAX, part));
          case FLAG -> {
            flags.add(span);
            flagWeight += part;
          }
          default -> {
            squared.add(span);
            squaredWeight += part;
          }
        }
        if (field.indicator()) {
          flags.add(new ColumnSpan(start + width, 1));
          flagWeight += part;
        }
      }
    }
    if (!squared.isEmpty()) {
      heads.add(0, new OutputHead(joined(squared), Activation.IDENTITY, squaredWeight));
    }
    if (!flags.isEmpty()) {
      heads.add(new OutputHead(joined(flags), Activation.SIGMOID, flagWeight));
    }
    return heads;
  }

  /** Neighbouring spans as one. */
  private static List<ColumnSpan> joined(List<ColumnSpan> spans) {
    List<ColumnSpan> joined = new ArrayList<>();
    for (ColumnSpan span : spans) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).start() + joined.get(last).width() == span.start()) {
        ColumnSpan before = joined.get(last);
        joined.set(last, new ColumnSpan(before.start(), before.width() + span.width()));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }
}
