package io.residual.trainer.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.residual.trainer.data.InputFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model that Keras saved as HDF5 ({@code model.save("model.h5")}): its configuration, JSON in an
 * attribute of the file, and its weights, datasets below {@code model_weights}. Not thread safe.
 *
 * <p>Read here and not by Deeplearning4j's own import, which ended with Keras 2 and takes the
 * native HDF5 library.
 */
public final class KerasFile implements AutoCloseable {

  private static final String CONFIGURATION = "model_config";
  private static final String WEIGHTS = "model_weights";

  private final String name;
  private final HdfFile file;

  private KerasFile(String name, HdfFile file) {
    this.name = name;
    this.file = file;
  }

  /**
   * The network in a file.
   *
   * @throws InputFormatException if it is no such file, or has layers that are not supported
   * @throws IOException if it cannot be read
   */
  public static KerasNetwork read(Path path) throws IOException {
    if (!Files.isReadable(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try (KerasFile file = new KerasFile(path.toString(), new HdfFile(path))) {
      return new KerasGraphReader(file).read(file.configuration());
    } catch (HdfException | UnsupportedOperationException e) {
      throw new InputFormatException(
          path.toString(), "no HDF5 file that can be read: " + e.getMessage(), e);
    }
  }

  /** A fault of this file. */
  InputFormatException fault(String what) {
    return new InputFormatException(name, what);
  }

  private JsonNode configuration() throws InputFormatException {
    Attribute attribute = file.getAttribute(CONFIGURATION);
    if (attribute == null) {
      throw fault(
          file.getChild(WEIGHTS) == null && file.getAttribute("layer_names") != null
              ? "holds weights only; save the whole model: model.save('model.h5')"
              : "has no attribute '" + CONFIGURATION + "', so it is no model saved by Keras");
    }
    try {
      return new JsonMapper().readTree(text(attribute.getData()));
    } catch (JsonProcessingException e) {
      throw new InputFormatException(
          name, CONFIGURATION + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(Object data) {
    return data instanceof String[] texts && texts.length == 1 ? texts[0] : String.valueOf(data);
  }

  /**
   * A weight of a layer, flat and row-major.
   *
   * @param top layer of the outermost model under which Keras filed it
   * @param layer that it belongs to; the same, or one inside
   * @param kind such as {@code kernel}
   * @param shape that it must have
   */
  float[] weights(String top, String layer, String kind, int... shape) throws InputFormatException {
    Dataset dataset = dataset(top, layer, kind);
    if (!Arrays.equals(dataset.getDimensions(), shape)) {
      throw fault(
          "weight '"
              + kind
              + "' of layer '"
              + layer
              + "' has the shape "
              + Arrays.toString(dataset.getDimensions())
              + " instead of "
              + Arrays.toString(shape));
    }
    Object data = dataset.getDataFlat();
    if (data instanceof float[] floats) {
      return floats;
    } else if (data instanceof double[] doubles) {
      float[] floats = new float[doubles.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      return floats;
    }
    throw fault(
        "weight '"
            + kind
            + "' of layer '"
            + layer
            + "' is "
            + dataset.getJavaType()
            + ", no float");
  }

  /** Dimensions of a weight. */
  int[] shape(String top, String layer, String kind) throws InputFormatException {
    return dataset(top, layer, kind).getDimensions();
  }

  /** Keras 2 names weights {@code dense/kernel:0}, Keras 3 {@code sequential/dense/kernel}. */
  private Dataset dataset(String top, String layer, String kind) throws InputFormatException {
    Node group = file.getChild(WEIGHTS) instanceof Group all ? all.getChild(top) : null;
    Attribute names = group == null ? null : group.getAttribute("weight_names");
    if (names != null && names.getData() instanceof String[] paths) {
      for (String path : paths) {
        String[] parts = path.split("/", -1);
        boolean here = parts.length < 2 ? top.equals(layer) : parts[parts.length - 2].equals(layer);
        if (here
            && parts[parts.length - 1].replaceFirst(":\\d+$", "").equals(kind)
            && ((Group) group).getByPath(path) instanceof Dataset dataset) {
          return dataset;
        }
      }
    }
    throw fault("has no weight '" + kind + "' of layer '" + layer + "'");
  }

  @Override
  public void close() {
    file.close();
  }
}
