package io.residual.job;

import io.residual.job.config.JobArguments;
import io.residual.job.config.JobConfig;
import io.residual.job.config.OptionReference;
import io.residual.job.function.BundleSource;
import io.residual.job.kafka.BrokerCheck;
import io.residual.job.kafka.MessageSinks;
import io.residual.job.kafka.RecordSource;
import io.residual.job.message.SourceRecord;
import io.residual.job.pipeline.AnomalyPipeline;
import io.residual.job.pipeline.BundlePointer;
import io.residual.job.pipeline.PipelineSettings;
import io.residual.job.pipeline.ShippedBundle;
import io.residual.model.alert.AlertExplainer;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.drift.DriftBins;
import io.residual.model.policy.NoiseFloors;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job as Flink starts it: {@code flink run}, REST upload or application mode.
 *
 * <p>Nothing here ends the process: {@code main} runs inside Flink's client or JobManager. A wrong
 * configuration is thrown before anything is submitted, and Flink shows its message.
 */
public final class ResidualJob {

  private ResidualJob() {}

  /**
   * Submits the job that the arguments describe.
   *
   * @throws InvalidConfigException listing every fault
   * @throws Exception if Flink cannot run the job
   */
  @SuppressWarnings("SystemOut") // the help is asked for on the command line
  public static void main(String[] args) throws Exception {
    JobArguments arguments = new JobArguments(args);
    if (arguments.isHelp()) {
      System.out.print(OptionReference.help());
      return;
    }
    JobConfig config = arguments.toConfig();
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    Manifest model = build(environment, config);
    environment.execute(jobName(model));
  }

  /** The name under which Flink lists a job with the given model. */
  public static String jobName(Manifest model) {
    return "residual: " + model.name() + " " + model.version();
  }

  /**
   * Checks brokers and bundle and puts the whole job, from Kafka to Kafka, into the environment,
   * ready to execute.
   *
   * @return what the bundle says about its model
   * @throws InvalidConfigException if bundle or brokers do not allow the job to run
   */
  public static Manifest build(StreamExecutionEnvironment environment, JobConfig config)
      throws InvalidConfigException {
    StartupWait wait = StartupWait.atMost(config.startupWait());
    String location = wait.until(() -> locate(config.bundle()));
    ModelBundle bundle = wait.until(() -> readBundle(location));
    ThresholdCheck.check(bundle.manifest(), config.scoring().detection().threshold());
    requireFit(bundle, config);
    if (config.startupCheck()) {
      wait.until(
          () -> {
            BrokerCheck.check(config);
            return null;
          });
    }
    Manifest model = bundle.manifest();
    BundleSource source = ShippedBundle.ship(environment, location, bundle);
    AnomalyPipeline.prepare(environment);
    environment.enableCheckpointing(config.transactions().checkpointInterval().toMillis());
    config.parallelism().ifPresent(environment::setParallelism);

    AnomalyPipeline.Outputs outputs =
        new AnomalyPipeline(source, model.window(), PipelineSettings.of(config))
            .attach(
                environment
                    .fromSource(
                        RecordSource.of(config, model.name()),
                        WatermarkStrategy.noWatermarks(),
                        "Read records")
                    .uid("records"),
                config
                    .input()
                    .feedbackTopic()
                    .map(topic -> feedback(environment, config, model, topic)));
    MessageSinks sinks = new MessageSinks(config, model.name());
    outputs.alerts().sinkTo(sinks.alerts()).uid("alerts").name("Write alerts");
    outputs
        .deadLetters()
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("Write dead letters");
    config
        .output()
        .scoresTopic()
        .ifPresent(
            topic ->
                outputs.scores().sinkTo(sinks.scores(topic)).uid("scores").name("Write scores"));
    config
        .output()
        .driftTopic()
        .ifPresent(
            topic ->
                outputs
                    .drift()
                    .sinkTo(sinks.drift(topic))
                    .uid("drift-events")
                    .name("Write news of drift")
                    .setParallelism(1));
    config
        .output()
        .feedbackStatusTopic()
        .ifPresent(
            topic ->
                outputs
                    .feedback()
                    .sinkTo(sinks.feedbackStatus(topic))
                    .uid("feedback-statuses")
                    .name("Write what became of verdicts")
                    .setParallelism(1));
    return model;
  }

  private static DataStream<SourceRecord> feedback(
      StreamExecutionEnvironment environment, JobConfig config, Manifest model, String topic) {
    return environment
        .fromSource(
            RecordSource.feedback(config, model.name(), topic),
            WatermarkStrategy.noWatermarks(),
            "Read feedback")
        .uid("feedback")
        .setParallelism(1);
  }

  /** The bundle must hold what the options ask for. */
  private static void requireFit(ModelBundle bundle, JobConfig config)
      throws InvalidConfigException {
    List<ConfigFault> faults = new ArrayList<>();
    Optional<String> unexplained =
        AlertExplainer.lack(
            bundle, config.scoring().explanation().applyTo(bundle.manifest().explanation()));
    unexplained.ifPresent(
        lack ->
            faults.add(
                new ConfigFault(
                    "explanation.method",
                    "cannot be used: " + lack,
                    "fit the model with explanation.background in its pipeline file, or use"
                        + " shares")));
    if (config.scoring().drift().on()) {
      DriftBins.lack(bundle)
          .ifPresent(
              lack ->
                  faults.add(
                      new ConfigFault(
                          config.output().driftTopic().isPresent() ? "drift.topic" : "drift.window",
                          "cannot be used: " + lack,
                          "fit the model anew, or leave the option out")));
    }
    try {
      config.scoring().detection().detector(bundle.manifest());
      Manifest model = bundle.manifest();
      NoiseFloors.outOfReach(
              config.scoring().detection().alerts().applyTo(model.alerts()).fields(),
              model.schema().fields(),
              model.encoder())
          .forEach(
              problem ->
                  faults.add(
                      new ConfigFault(
                          "alerts.fields",
                          "cannot be used: " + problem,
                          "give a smaller one in the field's own unit, or drop the rule")));
    } catch (IllegalArgumentException e) {
      faults.add(
          new ConfigFault(
              "threshold or alerts",
              "do not fit the bundle: " + e.getMessage(),
              "mend the options; 'residual inspect' shows what the bundle says"));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigException("the job's configuration", faults);
    }
  }

  /** The bundle itself, where the option names a pointer. */
  private static String locate(String location) throws InvalidConfigException {
    try {
      return BundlePointer.resolve(location);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(location, e);
    }
  }

  private static ModelBundle readBundle(String location) throws InvalidConfigException {
    try {
      return ShippedBundle.read(location);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(location, e);
    }
  }

  private static InvalidConfigException unusable(String location, Exception e) {
    return new InvalidConfigException(
        "the job's configuration",
        List.of(
            new ConfigFault(
                "bundle",
                "'" + location + "' cannot be used: " + reason(e),
                "give the path of a bundle made by 'residual fit'")));
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
