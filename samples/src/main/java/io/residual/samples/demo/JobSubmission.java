package io.residual.samples.demo;

import io.residual.job.ResidualJob;
import io.residual.job.config.JobConfig;
import io.residual.model.bundle.Manifest;
import io.residual.model.config.InvalidConfigException;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the job with the options that a user would give on the command line. */
final class JobSubmission {

  private JobSubmission() {}

  /**
   * Submits the job.
   *
   * @throws IOException if Flink does not take it
   * @throws IllegalArgumentException if the options are wrong
   */
  static JobClient submit(StreamExecutionEnvironment environment, Map<String, String> options)
      throws IOException {
    try {
      Manifest model = ResidualJob.build(environment, JobConfig.of(options));
      return environment.executeAsync(ResidualJob.jobName(model));
    } catch (InvalidConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (Exception e) {
      throw new IOException("Flink does not take the job: " + e.getMessage(), e);
    }
  }
}
