package io.residual.trainer.fit;

import io.residual.model.network.ColumnSpan;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.OutputHead;
import io.residual.model.score.dl4j.MultimodalGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Makes a multimodal network that looks at some columns of wider rows as wide as these. Its layers
 * stay as they are; what it does not look at, it gives back unchanged.
 */
final class MultimodalWidening {

  private MultimodalWidening() {}

  /**
   * The shape.
   *
   * @param columns of the wide rows that the narrow ones have, ascending
   */
  static MultimodalNetwork of(MultimodalNetwork narrow, int[] columns, int width) {
    List<Modality> modalities = new ArrayList<>();
    for (Modality modality : narrow.modalities()) {
      List<OutputHead> heads = new ArrayList<>();
      for (OutputHead head : modality.heads()) {
        heads.add(new OutputHead(moved(head.columns(), columns), head.activation(), head.weight()));
      }
      modalities.add(new Modality(modality.name(), modality.encoder(), modality.decoder(), heads));
    }
    return new MultimodalNetwork(width, modalities, narrow.code());
  }

  private static List<ColumnSpan> moved(List<ColumnSpan> spans, int[] columns) {
    List<ColumnSpan> moved = new ArrayList<>();
    for (int narrow : HeadLoss.columns(spans)) {
      int last = moved.size() - 1;
      if (last >= 0 && moved.get(last).start() + moved.get(last).width() == columns[narrow]) {
        ColumnSpan before = moved.get(last);
        moved.set(last, new ColumnSpan(before.start(), before.width() + 1));
      } else {
        moved.add(new ColumnSpan(columns[narrow], 1));
      }
    }
    return moved;
  }

  /** The network; its layers may come in another order. */
  static ComputationGraph of(ComputationGraph narrow, MultimodalNetwork shape) {
    float[] from = new float[Math.toIntExact(narrow.numParams())];
    narrow.params().data().asNioFloat().get(from);
    float[] to = new float[from.length];
    ComputationGraph wide =
        MultimodalGraphs.network(MultimodalGraphs.configuration(shape, new NoOp(), 0), to);
    Map<String, Integer> places = MultimodalGraphs.starts(wide);
    MultimodalGraphs.starts(narrow)
        .forEach(
            (layer, at) -> {
              int count = Math.toIntExact(narrow.getLayer(layer).numParams());
              System.arraycopy(from, at, to, places.get(layer), count);
            });
    wide.params().data().asNioFloat().put(to);
    return wide;
  }
}
