package io.residual.job.function;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * State of entities that is dropped when they are idle, so that a job does not keep every entity
 * that it ever met.
 *
 * <p>What decides is event time, in {@link io.residual.model.detect.Detector} and {@link
 * io.residual.model.sequence.WindowAssembler}: a replayed stream is judged as the live one was.
 * Flink, which goes by the clock, only takes the garbage away, after twice the idle time: by then
 * the entity's next record begins anew anyhow, unless the stream itself lags behind by as much.
 */
final class ExpiringState {

  private ExpiringState() {}

  /**
   * Describes a state.
   *
   * @param idleMillis after which event time an entity is forgotten; null for never
   */
  static <T> ValueStateDescriptor<T> of(String name, Class<T> type, Long idleMillis) {
    ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, TypeInformation.of(type));
    if (idleMillis != null) {
      descriptor.enableTimeToLive(
          StateTtlConfig.newBuilder(Duration.ofMillis(2 * idleMillis))
              .updateTtlOnCreateAndWrite()
              .neverReturnExpired()
              .build());
    }
    return descriptor;
  }
}
