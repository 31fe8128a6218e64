package io.residual.samples.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.model.alert.AlertSchema;
import io.residual.samples.client.StopSignal;
import io.residual.trainer.kafka.ClusterCheck;
import io.residual.trainer.kafka.DurationConverter;
import io.residual.trainer.kafka.KafkaClientOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code residual alerts}: prints alerts as they arrive. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints alerts from a Kafka topic, by incident: what happened, where, how badly and why.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  New alerts as they arrive, until Ctrl-C:",
      "    residual alerts --topic alerts",
      "  All incidents so far, each once, then stop:",
      "    residual alerts --topic alerts --from-beginning",
      "  All alerts that are there as JSON, for jq:",
      "    residual alerts --topic alerts --from-beginning --json | jq .entity",
      "  What is there and what comes, until a minute passes without an alert:",
      "    residual alerts --topic alerts --from-beginning --follow --idle-timeout 1m",
      "",
      "Exit codes: 0 stopped as asked, 1 no broker or no such topic, 2 wrong usage."
    })
public final class AlertsCommand implements Callable<Integer> {

  /** How soon Ctrl-C and --idle-timeout are noticed. */
  private static final Duration POLL = Duration.ofMillis(200);

  @Spec private CommandSpec command;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      defaultValue = "alerts",
      description = "Topic to read (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(
      names = "--from-beginning",
      description =
          "Read the alerts that are there and print their incidents, each once, then stop; with"
              + " --follow print every alert, and go on.")
  private boolean fromBeginning;

  @Option(
      names = "--follow",
      description = "Wait for new alerts; always so without --from-beginning.")
  private boolean follow;

  @Option(names = "--limit", paramLabel = "COUNT", description = "Stop after so many alerts.")
  private Long limit;

  @Option(
      names = "--idle-timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop when no alert came for so long, such as 30s or 5m.")
  private Duration idleTimeout;

  @Option(
      names = "--schema",
      description = "Print the JSON Schema of alerts, and stop; needs no broker.")
  private boolean schema;

  @Option(names = "--json", description = "Print each alert as it is in the topic, one a line.")
  private boolean json;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description = "Colours (default: ${DEFAULT-VALUE}, which means on a terminal only).")
  private String colour;

  @Mixin private KafkaClientOptions kafka;

  @Override
  public Integer call() {
    if (schema) {
      command.commandLine().getOut().print(AlertSchema.text());
      command.commandLine().getOut().flush();
      return ExitCode.OK;
    }
    boolean coloured = coloured();
    if (limit != null && limit < 0) {
      throw usage("--limit is " + limit + "; give 0 or more");
    }
    try (ClusterCheck cluster = kafka.check()) {
      cluster.requireTopic(topic, "check --topic, or start the job that writes it");
    }
    PrintWriter out = command.commandLine().getOut();
    AlertPrinter printer = new AlertPrinter(out, coloured);
    try (StopSignal signal = StopSignal.install();
        AlertReader reader = AlertReader.open(kafka.settings(), topic, fromBeginning)) {
      watch(reader, signal, printer, out);
      if (!json) {
        printer.printGathered();
        PrintWriter err = command.commandLine().getErr();
        err.println(printer.summary());
        err.flush();
      }
    }
    return ExitCode.OK;
  }

  private void watch(AlertReader reader, StopSignal signal, AlertPrinter printer, PrintWriter out) {
    long printed = 0;
    long lastAlert = System.nanoTime();
    while (!signal.stopped() && !reached(printed)) {
      for (byte[] alert : reader.poll(POLL)) {
        lastAlert = System.nanoTime();
        if (json) {
          out.println(new String(alert, UTF_8));
        } else if (live()) {
          printer.print(alert);
        } else {
          printer.gather(alert);
        }
        printed++;
        if (reached(printed)) {
          break;
        }
      }
      out.flush();
      boolean idle = idleTimeout != null && System.nanoTime() - lastAlert >= idleTimeout.toNanos();
      if (idle || (!live() && reader.reachedEnd())) {
        break;
      }
    }
  }

  /** Whether alerts are shown as they come, rather than incidents once all alerts are read. */
  private boolean live() {
    return follow || !fromBeginning;
  }

  private boolean reached(long printed) {
    return limit != null && printed >= limit;
  }

  private boolean coloured() {
    return switch (colour) {
      case "auto" -> Ansi.AUTO.enabled();
      case "always" -> true;
      case "never" -> false;
      default -> throw usage("--color is " + colour + "; give auto, always or never");
    };
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
