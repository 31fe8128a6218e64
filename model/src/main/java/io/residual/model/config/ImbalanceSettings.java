package io.residual.model.config;

/**
 * What is done about training rows that are few, one-sided or not all normal, and about the chance
 * in a single fit.
 *
 * @param augment how training rows are varied
 * @param ensemble how many networks judge together
 */
public record ImbalanceSettings(AugmentSettings augment, EnsembleSettings ensemble) {

  /** Rows as they are, and a single network. */
  public static final ImbalanceSettings NONE =
      new ImbalanceSettings(AugmentSettings.NONE, EnsembleSettings.SINGLE);
}
