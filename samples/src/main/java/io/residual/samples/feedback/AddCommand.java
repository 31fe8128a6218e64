package io.residual.samples.feedback;

import io.residual.model.feedback.InvalidVerdictException;
import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictJson;
import io.residual.trainer.kafka.DurationConverter;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code residual feedback add}: writes a verdict. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what to make of an alert, of an entity, or of fields; the job obeys within seconds.",
      "",
      "  false-alarm  such records are normal; no alerts about them for 30 days",
      "  confirmed    the alert was right; nothing said before hides such records",
      "  expected     such records are known of until a time, such as maintenance",
      "",
      "Such records: those of the entity whose error is mostly due to the same fields. A record whose"
          + " error is more than alerts.worse (5) times that of the one judged is alerted all the"
          + " same.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "    residual feedback add false-alarm --alert telemetry-0-1234 --note 'new bearing'",
      "    residual feedback add expected --entity press-3 --for 2h --by ann",
      "    residual feedback add false-alarm --fields door_open --until 2026-03-01T00:00:00Z",
      "",
      "Exit codes: 0 done, 1 no broker, topic or alert, 2 wrong usage."
    })
final class AddCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "VERDICT", description = "false-alarm, confirmed or expected.")
  private String kind;

  @Option(
      names = "--alert",
      paramLabel = "ID",
      description = "The alert that is judged: it tells entity, fields and error.")
  private String alert;

  @Option(
      names = "--entity",
      paramLabel = "NAME",
      description = "Without --alert: whose records it is about; all entities if not given.")
  private String entity;

  @Option(
      names = "--fields",
      paramLabel = "NAME",
      split = ",",
      description = "Fields that together make most of the error; any if not given.")
  private List<String> fields = List.of();

  @Option(
      names = "--error",
      paramLabel = "NUMBER",
      description =
          "Without --alert: error up to which, times alerts.worse, records are hidden; by default"
              + " the threshold.")
  private Double error;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First event time that it is about, such as 2026-01-31T12:00:00Z.")
  private String from;

  @Option(names = "--until", paramLabel = "TIME", description = "Last event time, likewise.")
  private String until;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "In place of --until: so long from now, such as 2h or 14d.")
  private Duration lasting;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so (default: the user of this command).")
  private String by;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who read the list.")
  private String note;

  @Option(
      names = "--alerts-topic",
      paramLabel = "NAME",
      defaultValue = "alerts",
      description = "Where --alert is looked up (default: ${DEFAULT-VALUE}).")
  private String alertsTopic;

  @Option(
      names = "--no-lookup",
      description = "Leave it to the job to find the alert; it remembers an entity's last ones.")
  private boolean noLookup;

  @Mixin private FeedbackTopics topics;

  @Override
  public Integer call() {
    if (alert != null && (entity != null || error != null)) {
      throw usage("--alert tells entity and error; leave --entity and --error out");
    }
    if (until != null && lasting != null) {
      throw usage("--until and --for are both given; give one");
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Verdict verdict = checked(verdict(now), "");
    KeyedTopic feedback = topics.open();
    if (alert != null && !noLookup) {
      // The job would refuse, out of sight, what does not go with the alert's own time.
      verdict = checked(completed(verdict), "together with the alert: ");
    }
    feedback.write(verdict.id(), VerdictJson.write(verdict));
    PrintWriter out = command.commandLine().getOut();
    out.println("Said: " + String.join(System.lineSeparator() + "  ", VerdictText.lines(verdict)));
    out.println("To take it back: residual feedback retract '" + verdict.id() + "'");
    out.flush();
    return ExitCode.OK;
  }

  private Verdict verdict(Instant now) {
    return new Verdict(
        id(),
        Verdict.Kind.of(kind)
            .orElseThrow(
                () -> usage("'" + kind + "' is no verdict; give false-alarm, confirmed, expected")),
        alert,
        entity,
        fields,
        error,
        null,
        time("--from", from),
        lasting == null ? time("--until", until) : now.plus(lasting),
        now,
        by == null ? System.getProperty("user.name", "unknown") : by,
        note);
  }

  /** What is said again about the same matter takes the place of what was said before. */
  private String id() {
    if (alert != null) {
      return alert;
    }
    String whose = entity == null ? "*" : entity;
    return fields.isEmpty() ? whose : whose + "/" + String.join(",", fields);
  }

  /** By the rules of the topic, before a broker is asked. */
  private Verdict checked(Verdict verdict, String which) {
    try {
      return VerdictJson.read(null, VerdictJson.write(verdict), verdict.at());
    } catch (InvalidVerdictException e) {
      throw usage(which + e.getMessage());
    }
  }

  /**
   * With all that the alert tells, so that the job need not remember it: a job that begins anew can
   * still obey.
   */
  private Verdict completed(Verdict said) {
    JudgedAlert judged =
        JudgedAlert.find(
                topics.open(alertsTopic, "check --alerts-topic, or give --no-lookup"), alert)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no alert '"
                            + alert
                            + "' on topic "
                            + alertsTopic
                            + "; 'residual alerts' shows their ids"));
    List<String> blamed = said.fields().isEmpty() ? judged.fields() : said.fields();
    Instant end = said.until();
    if (end == null && said.kind() == Verdict.Kind.FALSE_ALARM) {
      end = judged.eventTime().plus(Verdict.DEFAULT_LIFETIME);
    }
    return new Verdict(
        said.id(),
        said.kind(),
        said.alert(),
        // Which fields made most of the error the job knows, if the alert does not say so.
        blamed.isEmpty() ? null : judged.entity(),
        blamed,
        judged.error(),
        judged.model(),
        // Not the judged record itself: a backtest is to raise its alert, as the job did.
        said.from() == null ? judged.eventTime().plusMillis(1) : said.from(),
        end,
        said.at(),
        said.by(),
        said.note());
  }

  private Instant time(String option, String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw usage(option + " is " + text + "; give a time such as 2026-01-31T12:00:00Z");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
