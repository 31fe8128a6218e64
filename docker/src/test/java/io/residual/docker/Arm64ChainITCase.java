package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.docker.Engine.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fits, backtests and evaluates with the command line's image for arm64, and compares with the one
 * for x86-64. Takes minutes under emulation, so only the profile {@code arm} runs it.
 */
@Tag("arm")
@ExtendWith(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Arm64ChainITCase {
  private static final String X86_64 = "residual-cli:0.1.0";

  private final Running engine;
  private Arm64 arm64;

  Arm64ChainITCase(Running engine) {
    this.engine = engine;
  }

  @BeforeAll
  void build() throws Exception {
    arm64 = new Arm64(engine);
  }

  @AfterAll
  void stop() throws Exception {
    if (arm64 != null) {
      arm64.close();
    }
  }

  @Test
  void fitsAndBacktestsAsOnTheOtherArchitecture(@TempDir Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    x86(folder, "produce", "--source=telemetry", "--part=training", "--output=rows.jsonl");
    x86(folder, "produce", "--source=telemetry", "--limit=4000", "--output=live.jsonl");
    String fit = "fit -p /opt/residual/pipelines/machine-telemetry.yaml -i rows.jsonl --epochs 5";
    String here = x86(folder, (fit + " -o x86.residual").split(" ", -1));
    String there = arm(folder, (fit + " -o arm.residual").split(" ", -1));
    assertThat(threshold(there)).isCloseTo(threshold(here), within(threshold(here) * 0.01));

    x86(folder, "backtest", "x86.residual", "live.jsonl", "--output=x86.alerts");
    arm(folder, "backtest", "x86.residual", "live.jsonl", "--output=arm.alerts");
    Map<String, Double> expected = errors(folder.resolve("x86.alerts"));
    Map<String, Double> found = errors(folder.resolve("arm.alerts"));
    assertThat(expected).isNotEmpty();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (id, error) -> assertThat(found.get(id)).as(id).isCloseTo(error, within(error * 1e-5)));

    assertThat(arm(folder, "evaluate", "arm.residual", "live.jsonl")).contains("4,000 rows scored");
  }

  private String x86(Path folder, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--volume"));
    command.addAll(List.of(folder + ":/models", X86_64));
    command.addAll(List.of(words));
    return engine.docker(command.toArray(String[]::new)).orFail();
  }

  private String arm(Path folder, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(Arm64.CLI));
    command.addAll(List.of(words));
    return arm64
        .run(List.of("--volume", folder + ":/models"), command.toArray(String[]::new))
        .orFail();
  }

  private static double threshold(String fit) {
    Matcher threshold = Pattern.compile("; threshold ([0-9.]+) ").matcher(fit);
    assertThat(threshold.find()).as(fit).isTrue();
    return Double.parseDouble(threshold.group(1));
  }

  private static Map<String, Double> errors(Path alerts) throws IOException {
    Map<String, Double> errors = new TreeMap<>();
    JsonMapper json = new JsonMapper();
    for (String line : Files.readAllLines(alerts)) {
      JsonNode alert = json.readTree(line);
      errors.put(alert.path("id").asText(), alert.path("error").asDouble());
    }
    return errors;
  }
}
