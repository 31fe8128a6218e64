package io.residual.samples.demo;

import io.residual.model.bundle.Manifest;
import java.util.OptionalDouble;

/**
 * What a run showed.
 *
 * @param model that scored
 * @param detection how well
 * @param trainingSeconds that fitting took
 * @param streamSeconds from the first record sent to the last outcome known
 * @param secondsToFirstAlert from the start of this JVM; empty without alerts
 */
public record DemoResult(
    Manifest model,
    DetectionReport detection,
    double trainingSeconds,
    double streamSeconds,
    OptionalDouble secondsToFirstAlert) {}
