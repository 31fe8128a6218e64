package io.residual.samples.producer;

import io.residual.samples.client.StopSignal;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.source.Pace;
import io.residual.trainer.kafka.ClusterCheck;
import io.residual.trainer.kafka.KafkaClientOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code residual produce}: sends a sample stream or the user's own file to a topic. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends records to a Kafka topic, from a simulation, this machine or a file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  Simulated machines with faults, 100 records a second, until Ctrl-C:",
      "    residual produce --source telemetry --topic telemetry --rate 100",
      "  The normal part of the same simulation as a file, to train on:",
      "    residual produce --source telemetry --part training --output normal.jsonl",
      "  This machine, once every five seconds:",
      "    residual produce --source host --topic host --rate 0.2",
      "  A labelled CSV file, as fast as possible, to a cluster with TLS:",
      "    residual produce --input rows.csv.gz --label bad --topic rows --rate 0 \\",
      "        --brokers kafka:9093 --property security.protocol=SSL",
      "",
      "Exit codes: 0 all sent, 1 no broker or records lost, 2 wrong usage."
    })
public final class ProduceCommand implements Callable<Integer> {

  private static final double DEFAULT_RATE = 100;
  private static final double DEFAULT_HOST_RATE = 1;

  @Spec private CommandSpec command;

  @Mixin private RecordSource source;

  @ArgGroup(multiplicity = "1")
  private Target target;

  @Option(
      names = "--create-topic",
      paramLabel = "PARTITIONS",
      arity = "0..1",
      fallbackValue = "4",
      description = "Create the topic if it is missing (without a value: ${FALLBACK-VALUE}).")
  private Integer createPartitions;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      description = "Records a second, 0 for as fast as possible (default: 100; host: 1).")
  private Double rate;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "Stop after so many records (default: at the end of the source).")
  private Long limit;

  @Mixin private KafkaClientOptions kafka;

  /** A topic, or a file instead. */
  private static final class Target {

    @Option(names = "--topic", paramLabel = "NAME", description = "Topic to send to.")
    private String topic;

    @Option(
        names = "--output",
        paramLabel = "FILE",
        description = "Write JSON lines to a file instead, without labels; - is standard output.")
    private String output;
  }

  @Override
  public Integer call() {
    validate();
    try (StopSignal signal = StopSignal.install()) {
      RecordSink sink = open();
      try (sink) {
        send(sink, signal);
      }
      return report(sink);
    }
  }

  private void validate() {
    try {
      source.validate();
      Pace.perSecond(rate());
      if (limit != null && limit < 0) {
        throw new IllegalArgumentException("--limit is " + limit + "; give 0 or more");
      }
      if (source.isHost() && rate() == 0) {
        throw new IllegalArgumentException("--rate is 0; give --source host a rate above 0");
      }
      if (createPartitions != null && createPartitions < 1) {
        throw new IllegalArgumentException(
            "--create-topic is " + createPartitions + "; give at least 1 partition");
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private RecordSink open() {
    if (target.output != null) {
      return JsonLinesFile.open(target.output);
    }
    try (ClusterCheck cluster = kafka.check()) {
      if (createPartitions != null) {
        cluster.createTopic(target.topic, createPartitions);
      } else {
        cluster.requireTopic(target.topic, "create it, or add --create-topic");
      }
    }
    Map<String, Object> settings = new HashMap<>();
    // A broker that goes away is given as long as one that does not answer at the start.
    int millis = (int) Math.max(1_000, Math.min(Integer.MAX_VALUE, kafka.timeout().toMillis()));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    settings.putAll(kafka.settings());
    return new RecordProducer(settings, target.topic, err()::println);
  }

  private void send(RecordSink sink, StopSignal signal) {
    // A file wants no rate unless asked for one, and the host source keeps time itself.
    boolean paced = !source.isHost() && (target.output == null || rate != null);
    Pace pace = Pace.perSecond(paced ? rate() : 0);
    try (Stream<LabelledRecord> records = source.open(Duration.ofNanos((long) (1e9 / rate())))) {
      Iterator<LabelledRecord> iterator =
          (limit == null ? records : records.limit(limit)).iterator();
      while (sink.usable() && pace.await(signal::stopped) && iterator.hasNext()) {
        sink.send(iterator.next());
      }
    }
  }

  private int report(RecordSink sink) {
    err().printf("%d records sent, %d failed%n", sink.sent(), sink.failed());
    err().flush();
    return sink.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private double rate() {
    return rate != null ? rate : source.isHost() ? DEFAULT_HOST_RATE : DEFAULT_RATE;
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }
}
