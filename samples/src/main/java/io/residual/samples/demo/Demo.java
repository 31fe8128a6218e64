package io.residual.samples.demo;

import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.producer.RecordProducer;
import io.residual.samples.source.Pace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * One run of a scenario on an embedded stack: submits the job, streams the records, follows what
 * comes out and judges it.
 *
 * <p>The stream, the topics and the job are those of production; nothing is passed from the
 * producing to the judging side but through Kafka.
 */
public final class Demo {

  private static final long LARGEST_RECORD_BYTES = 12 << 20;
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final EmbeddedStack stack;
  private final DemoSettings settings;
  private final DemoListener listener;
  private final BooleanSupplier stopped;

  /**
   * A demo on the given stack.
   *
   * @param stopped tells that the stream should end early
   */
  public Demo(
      EmbeddedStack stack, DemoSettings settings, DemoListener listener, BooleanSupplier stopped) {
    this.stack = stack;
    this.settings = settings;
    this.listener = listener;
    this.stopped = stopped;
  }

  /**
   * Runs a scenario with a model trained for it, and leaves the job running until the caller closes
   * the run.
   *
   * @param trainingSeconds that fitting took, for the result
   * @throws IOException if the bundle cannot be written or the job cannot be submitted
   * @throws IllegalStateException if the job fails, or nothing arrives for too long
   */
  public Run start(Scenario scenario, ModelBundle bundle, double trainingSeconds)
      throws IOException {
    Topics topics = Topics.named(scenario.name());
    stack.broker().createTopic(topics.input(), settings.partitions());
    for (String topic : topics.all()) {
      stack.broker().createTopic(topic, 1);
    }
    Path file = stack.directory().resolve(scenario.name() + ".zip");
    BundleWriter.write(bundle, file);
    Map<String, String> options = new HashMap<>(settings.jobOptions());
    options.put("bundle", file.toString());
    options.put("brokers", stack.broker().bootstrapServers());
    options.put("input.topic", topics.input());
    options.put("alerts.topic", topics.alerts());
    options.put("scores.topic", topics.scores());
    options.put("dead-letters.topic", topics.deadLetters());
    options.put("starting-offsets", "earliest");
    options.put("parallelism", Integer.toString(settings.partitions()));
    JobClient job = JobSubmission.submit(stack.flink().environment(), options);
    listener.step("job submitted; its page is " + jobPage(job));
    return new Run(scenario, topics, bundle, job, trainingSeconds);
  }

  private String jobPage(JobClient job) {
    return stack.flink().webInterface() + "/#/job/running/" + job.getJobID() + "/overview";
  }

  /** A job that runs, and the stream that it works on. */
  public final class Run implements AutoCloseable {

    private final Scenario scenario;
    private final Topics topics;
    private final ModelBundle bundle;
    private final JobClient job;
    private final double trainingSeconds;
    private final Tally tally = new Tally();
    private final StreamFollower follower;
    private final AtomicLong firstAlertMillis = new AtomicLong();

    private Run(
        Scenario scenario,
        Topics topics,
        ModelBundle bundle,
        JobClient job,
        double trainingSeconds) {
      this.scenario = scenario;
      this.topics = topics;
      this.bundle = bundle;
      this.job = job;
      this.trainingSeconds = trainingSeconds;
      this.follower =
          new StreamFollower(stack.broker().bootstrapServers(), topics, tally, this::alerted);
    }

    private void alerted(byte[] json) {
      firstAlertMillis.compareAndSet(0, System.currentTimeMillis());
      listener.alert(json);
    }

    /**
     * Sends the stream and waits until every record is accounted for.
     *
     * @throws IllegalStateException if the job fails, or nothing arrives for too long
     */
    public DemoResult stream() {
      long start = System.nanoTime();
      long sent = send();
      listener.step(sent + " records sent; waiting for the last outcomes");
      awaitCompletion(sent);
      double seconds = (System.nanoTime() - start) / 1e9;
      long first = firstAlertMillis.get();
      long jvmStart = ManagementFactory.getRuntimeMXBean().getStartTime();
      return new DemoResult(
          bundle.manifest(),
          tally.report(),
          trainingSeconds,
          seconds,
          first == 0 ? OptionalDouble.empty() : OptionalDouble.of((first - jvmStart) / 1000.0));
    }

    private long send() {
      Map<String, Object> client =
          Map.of(
              ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
              stack.broker().bootstrapServers(),
              ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
              (int) LARGEST_RECORD_BYTES,
              ProducerConfig.LINGER_MS_CONFIG,
              5);
      Pace pace = Pace.perSecond(scenario.recordsPerSecond());
      try (RecordProducer producer = new RecordProducer(client, topics.input(), listener::step);
          Stream<LabelledRecord> records = scenario.live().get()) {
        var iterator = records.iterator();
        while (pace.await(stopped) && iterator.hasNext()) {
          producer.send(iterator.next());
        }
        producer.flush();
        return producer.sent();
      }
    }

    private void awaitCompletion(long sent) {
      long progress = -1;
      long deadline = 0;
      while (!tally.isComplete(sent) && !isAbandoned(sent)) {
        follower.check();
        if (job.getJobStatus().join().isGloballyTerminalState()) {
          throw new IllegalStateException("the job ended: " + failure());
        }
        long now = System.nanoTime();
        if (tally.progress() != progress) {
          progress = tally.progress();
          deadline = now + settings.patience().toNanos();
        } else if (now > deadline) {
          throw new IllegalStateException(
              "no outcome arrived for " + settings.patience() + "; so far " + tally.report());
        }
        LockSupport.parkNanos(GLANCE.toNanos());
      }
    }

    /** Stopped by the user, who waits for no alerts, but for the record count to be true. */
    private boolean isAbandoned(long sent) {
      return stopped.getAsBoolean() && tally.isScored(sent);
    }

    private String failure() {
      try {
        return "normally: " + job.getJobExecutionResult().get(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "interrupted while asking why";
      } catch (Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
          root = root.getCause();
        }
        return root.toString();
      }
    }

    /** What is known so far, for a run that goes on. */
    public DetectionReport soFar() {
      return tally.report();
    }

    @Override
    public void close() {
      try {
        job.cancel().get(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        // Already ended, or the cluster is going down, which cancels it as well.
        listener.step("the job could not be cancelled: " + e.getMessage());
      } finally {
        follower.close();
      }
    }
  }
}
