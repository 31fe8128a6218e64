package io.residual.model.config;

/**
 * What is done about training rows that are few, one-sided or not all normal, and about the chance
 * in a single fit.
 *
 * @param augment how training rows are varied
 * @param resample how often rare kinds of rows are shown
 * @param contamination what is done about rows that look like anomalies
 * @param ensemble how many networks judge together
 */
public record ImbalanceSettings(
    AugmentSettings augment,
    ResampleSettings resample,
    ContaminationSettings contamination,
    EnsembleSettings ensemble) {

  /** Rows as they are, and a single network. */
  public static final ImbalanceSettings NONE =
      new ImbalanceSettings(
          AugmentSettings.NONE,
          ResampleSettings.NONE,
          ContaminationSettings.NONE,
          EnsembleSettings.SINGLE);
}
