package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.trainer.data.RowReport;

/**
 * What a fit gave.
 *
 * @param bundle the model
 * @param rows what became of the input rows
 */
public record FitOutcome(ModelBundle bundle, RowReport rows) {}
