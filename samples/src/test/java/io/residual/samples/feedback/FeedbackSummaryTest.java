package io.residual.samples.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The last line of {@code residual feedback list}. */
class FeedbackSummaryTest {

  private static ListedVerdict listed(String verdict, String status) {
    String value =
        "{\"verdict\":\""
            + verdict
            + "\",\"alert\":\"telemetry-0-1\",\"at\":\"2026-01-01T00:00:00Z\"}";
    return ListedVerdict.of("v", message(value), status == null ? null : message(status));
  }

  private static ConsumerRecord<byte[], byte[]> message(String value) {
    return new ConsumerRecord<>("feedback", 0, 0, "v".getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static String status(String state, int suppressed) {
    return "{\"state\":\"" + state + "\",\"suppressed\":" + suppressed + "}";
  }

  @Test
  void whatTheJobDoesNotGoByCountsApartFromWhatWasJudged() {
    List<ListedVerdict> listed =
        List.of(
            listed("confirmed", status("active", 0)),
            listed("false-alarm", status("active", 7)),
            listed("false-alarm", null),
            listed("confirmed", status("unknown-alert", 0)),
            listed("confirmed", status("forgotten", 0)),
            listed("false-alarm", status("forgotten", 2)),
            listed("perhaps", null));

    assertThat(ListCommand.summary(listed))
        .isEqualTo(
            "7 verdicts, 1 about alerts that the job does not know, 2 forgotten, 1 refused; 9 records"
                + " kept from raising alerts; of 3 judged 1 right, 2 false alarms");
  }

  @Test
  void nothingIsSaidOfWhatThereIsNot() {
    assertThat(ListCommand.summary(List.of(listed("false-alarm", status("active", 7)))))
        .isEqualTo(
            "1 verdicts, 7 records kept from raising alerts; of 1 judged 0 right, 1 false alarms");
    assertThat(ListCommand.summary(List.of()))
        .isEqualTo("0 verdicts, 0 records kept from raising alerts");
  }
}
