package io.residual.trainer.fit;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A bundle fitted to rows at hand, written and read back. */
final class FittedBundle {

  private FittedBundle() {}

  static ModelBundle fit(String pipeline, RowFormat format, String rows, Optional<ModelBundle> from)
      throws Exception {
    try (RowSource source =
        format.open(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)))) {
      FitRequest request = FitRequest.of(PipelineFile.parse(pipeline), List.of(source));
      if (from.isPresent()) {
        request = request.from(from.get());
      }
      ModelBundle bundle = ModelFitter.fit(request, FitListener.SILENT).bundle();
      return BundleReader.read(BundleWriter.toBytes(bundle));
    }
  }
}
