package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.message.DeadLetter;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.SourceRecord;
import io.residual.job.metrics.FeedbackMetrics;
import io.residual.model.feedback.InvalidVerdictException;
import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictJson;
import io.residual.model.record.FieldSpec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads verdicts. What is none goes to {@link DecodeFunction#DEAD_LETTERS}; nothing makes the job
 * fail.
 */
public final class VerdictFunction extends ProcessFunction<SourceRecord, FeedbackCommand> {

  /** Name of this stage in dead letters. */
  public static final String STAGE = "feedback";

  private final BundleSource bundle;

  private transient List<FieldSpec> fields;
  private transient FeedbackMetrics metrics;

  /** A reader of verdicts on alerts of the given bundle's model. */
  public VerdictFunction(BundleSource bundle) {
    this.bundle = bundle;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    fields = bundle.read(getRuntimeContext()).manifest().schema().fields();
    metrics = new FeedbackMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<FeedbackCommand> out) {
    FeedbackCommand command = null;
    try {
      command = command(record);
    } catch (InvalidVerdictException e) {
      metrics.refused(e.reason());
      context.output(
          DecodeFunction.DEAD_LETTERS,
          DeadLetter.of(record, e.reason().code(), e.getMessage(), STAGE));
    }
    if (command != null) {
      out.collect(command);
    }
  }

  private FeedbackCommand command(SourceRecord record) throws InvalidVerdictException {
    String key = key(record.key());
    if (record.value() == null) {
      // The status topic repeats the key: one that no verdict can have must not get there.
      if (key == null || key.isEmpty() || key.length() > VerdictJson.MAX_ID) {
        throw new InvalidVerdictException(
            InvalidVerdictException.Reason.BAD_VERDICT,
            "a message without value, its key "
                + (key == null ? "absent" : "of " + key.length() + " characters")
                + "; to retract a verdict, give its id as key");
      }
      metrics.retracted();
      return new FeedbackCommand(key, null, record);
    }
    Verdict verdict =
        VerdictJson.read(
            key, record.value(), Instant.ofEpochMilli(record.origin().timestampMillis()));
    verdict.requireFields(fields);
    metrics.verdict(verdict.kind());
    return new FeedbackCommand(verdict.id(), new String(VerdictJson.write(verdict), UTF_8), record);
  }

  private static String key(byte[] key) throws InvalidVerdictException {
    try {
      return key == null ? null : UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidVerdictException(
          InvalidVerdictException.Reason.BAD_VERDICT, "the message's key is not UTF-8");
    }
  }
}
