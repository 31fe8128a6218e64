package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.plant.PlantedKind;
import java.util.OptionalDouble;

/**
 * How a model fares with planted anomalies of one kind and strength.
 *
 * @param kind of the anomalies
 * @param strength one of the kind's
 * @param events how many were planted
 * @param found how many of them raised an alert
 * @param auroc the probability that a planted row scores higher than an untouched one
 * @param medianDelayRows from an event's first changed row to the alert, over the events found
 */
public record PlantedResult(
    PlantedKind kind,
    double strength,
    int events,
    int found,
    double auroc,
    OptionalDouble medianDelayRows) {

  /** The part of the events that raised an alert. */
  public double recall() {
    return (double) found / events;
  }
}
