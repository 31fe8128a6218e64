package io.residual.samples.demo;

import io.residual.model.config.PipelineConfig;
import io.residual.samples.dataset.LabelledRecord;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a demo trains on and what it streams.
 *
 * @param name of the input topic
 * @param pipeline of the records
 * @param training normal records to train on; asked for once
 * @param live records to stream, labels beside them; asked for once
 * @param recordsPerSecond at which they are sent; 0 as fast as possible
 */
public record Scenario(
    String name,
    PipelineConfig pipeline,
    Supplier<Stream<LabelledRecord>> training,
    Supplier<Stream<LabelledRecord>> live,
    double recordsPerSecond) {}
