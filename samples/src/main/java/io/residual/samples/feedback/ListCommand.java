package io.residual.samples.feedback;

import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code residual feedback list}: what has been said, and what became of it. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists what has been said about alerts, and what the job has made of it.",
      "",
      "Oldest first: whether it is active, and how many records it has kept from raising alerts. The"
          + " job's counts are as old as its last checkpoint.",
      ""
    },
    footer = {
      "",
      "States: active, unknown-alert (no such alert is remembered), forgotten (there are too many",
      "newer ones), refused (no verdict: see the dead letters), not read yet (no job has read it, or",
      "it names a field that the job's model does not have: see the dead letters).",
      "",
      "Examples:",
      "    residual feedback list",
      "    residual feedback list --json | jq 'select(.status.suppressed > 0) | .id'",
      "    residual feedback list --verdicts > verdicts.jsonl   # for 'residual backtest --feedback'",
      "",
      "Exit codes: 0 done, 1 no broker or topic, 2 wrong usage."
    })
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--status-topic",
      paramLabel = "NAME",
      description = "The job's feedback.status-topic (default: --topic with -status behind it).")
  private String statusTopic;

  @Option(names = "--json", description = "Print verdict and status as JSON, one a line.")
  private boolean json;

  @Option(
      names = "--verdicts",
      description =
          "Print the verdicts alone as JSON, as 'residual backtest --feedback' reads them.")
  private boolean verdictsOnly;

  @Mixin private FeedbackTopics topics;

  @Override
  public Integer call() {
    Map<String, ConsumerRecord<byte[], byte[]>> messages = topics.open().read();
    Map<String, ConsumerRecord<byte[], byte[]>> statuses =
        statusTopic == null
            ? topics.find(topics.topic() + "-status").map(KeyedTopic::read).orElse(Map.of())
            : topics.open(statusTopic, "check --status-topic").read();
    List<ListedVerdict> listed = new ArrayList<>();
    messages.forEach((id, message) -> listed.add(ListedVerdict.of(id, message, statuses.get(id))));
    print(listed);
    return ExitCode.OK;
  }

  private void print(List<ListedVerdict> listed) {
    PrintWriter out = command.commandLine().getOut();
    for (ListedVerdict one : listed) {
      if (json) {
        out.println(one.json());
      } else if (!verdictsOnly) {
        one.lines().forEach(out::println);
      } else if (one.verdict() != null) {
        out.println(VerdictJson.node(one.verdict()));
      }
    }
    out.flush();
    if (!json && !verdictsOnly) {
      PrintWriter err = command.commandLine().getErr();
      err.println(summary(listed));
      err.flush();
    }
  }

  /**
   * How often the alerts that somebody judged were right is the figure that users ask for. What the
   * job does not go by, because it knows no such alert or has forgotten the verdict, is told apart.
   */
  static String summary(List<ListedVerdict> listed) {
    long right = count(listed, Verdict.Kind.CONFIRMED);
    long wrong = count(listed, Verdict.Kind.FALSE_ALARM);
    long suppressed = listed.stream().mapToLong(ListedVerdict::suppressed).sum();
    String judged =
        right + wrong == 0
            ? ""
            : "; of " + (right + wrong) + " judged " + right + " right, " + wrong + " false alarms";
    List<String> apart = new ArrayList<>();
    for (ListedVerdict.Unheeded reason : ListedVerdict.Unheeded.values()) {
      long count = listed.stream().filter(one -> one.is(reason)).count();
      if (count > 0) {
        apart.add(count + " " + reason.words());
      }
    }
    return listed.size()
        + " verdicts, "
        + (apart.isEmpty() ? "" : String.join(", ", apart) + "; ")
        + suppressed
        + " records kept from raising alerts"
        + judged;
  }

  private static long count(List<ListedVerdict> listed, Verdict.Kind kind) {
    return listed.stream()
        .filter(one -> one.verdict() != null && one.verdict().kind() == kind)
        .filter(one -> Arrays.stream(ListedVerdict.Unheeded.values()).noneMatch(one::is))
        .count();
  }
}
