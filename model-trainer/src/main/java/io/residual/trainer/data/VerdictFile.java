package io.residual.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.model.feedback.InvalidVerdictException;
import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictJson;
import io.residual.model.record.FieldSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads verdicts from a file, one JSON object a line. */
public final class VerdictFile {

  /** A file with more faults is hardly one of verdicts. */
  private static final int SHOWN_FAULTS = 10;

  private VerdictFile() {}

  /**
   * All verdicts of a file. Those that do not say when they were given count as given in the order
   * of their lines; those without an id get one. What names a field that the model does not have is
   * left out, as the job does: it may have been said about another model.
   *
   * @param fields of the model whose alerts they are about
   * @param warnings takes what is left out, and why
   * @throws InputFormatException naming the lines that are no verdicts
   * @throws IOException if the file cannot be read
   */
  public static List<Verdict> read(Path file, List<FieldSpec> fields, Consumer<String> warnings)
      throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          try {
            verdicts.add(verdict(line, number, fields));
          } catch (InvalidVerdictException e) {
            String fault = "line " + number + ": " + e.getMessage();
            if (e.reason() == InvalidVerdictException.Reason.UNKNOWN_FIELD) {
              warnings.accept(file + ", left out: " + fault);
            } else {
              faults.add(fault);
            }
          }
        }
      }
    } catch (MalformedInputException e) {
      throw new InputFormatException(file.toString(), "is not UTF-8");
    }
    if (!faults.isEmpty()) {
      List<String> shown = faults.subList(0, Math.min(SHOWN_FAULTS, faults.size()));
      throw new InputFormatException(
          file.toString(), faults.size() + " lines are no verdicts: " + String.join("; ", shown));
    }
    return verdicts;
  }

  private static Verdict verdict(String line, int number, List<FieldSpec> fields)
      throws InvalidVerdictException {
    Verdict verdict =
        VerdictJson.readLine("line-" + number, line.getBytes(UTF_8), Instant.ofEpochMilli(number));
    verdict.requireFields(fields);
    return verdict;
  }
}
