package io.residual.trainer.fit;

/** What labelled anomalies may decide. They are never fitted, whatever is set. */
public enum LabelUse {
  /** Which epoch's weights are taken, and when training stops for want of better ones. */
  EPOCH,
  /** How unlikely an error must be to raise an alert. */
  THRESHOLD
}
