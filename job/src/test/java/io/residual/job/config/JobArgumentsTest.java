package io.residual.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {

  @TempDir private Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static JobConfig config(String... args) throws InvalidConfigException {
    return new JobArguments(args).toConfig();
  }

  private static List<String> faults(String... args) {
    return catchThrowableOfType(InvalidConfigException.class, () -> config(args)).faults().stream()
        .map(ConfigFault::toString)
        .toList();
  }

  @Test
  void readsBothSpellingsAndLoneSwitches() throws Exception {
    JobConfig config =
        config(
            "--bundle",
            "b",
            "--brokers=h:1",
            "--bounded",
            "--input.topic",
            "t,u",
            "--topics.create",
            "false");

    assertThat(config.bundle()).isEqualTo("b");
    assertThat(config.kafka().brokers()).isEqualTo("h:1");
    assertThat(config.input().bounded()).isTrue();
    assertThat(config.input().topics()).containsExactly("t", "u");
    assertThat(config.output().createTopics()).isFalse();
  }

  @Test
  void theCommandLineWinsOverTheFile() throws Exception {
    Path yaml =
        file(
            "job.yaml",
            """
            bundle: b
            brokers: h:1
            input.topic: [t, u]
            batch:
              size: 7
              linger: 3 ms
            threshold:
              risk: 0.001
            kafka:
              sasl.mechanism: PLAIN
              source:
                fetch.min.bytes: 5
            """);

    JobConfig config = config("--config", yaml.toString(), "--batch.size", "8");

    assertThat(config.input().topics()).containsExactly("t", "u");
    assertThat(config.scoring().batchSize()).isEqualTo(8);
    assertThat(config.scoring().linger()).hasMillis(3);
    assertThat(config.scoring().detection().threshold().texts()).containsEntry("risk", "0.001");
    assertThat(config.kafka().common()).containsEntry("sasl.mechanism", "PLAIN");
    assertThat(config.kafka().source()).containsEntry("fetch.min.bytes", "5");
  }

  @Test
  void readsProperties() throws Exception {
    Path properties =
        file("job.properties", "bundle=b\nbrokers=h:1\ninput.topic=t\nbatch.size=7\n");

    assertThat(config("--config", properties.toString()).scoring().batchSize()).isEqualTo(7);
  }

  @Test
  void faultsOfFileAndCommandLineAreReportedTogether() throws Exception {
    Path yaml = file("job.yaml", "batch.size: x\nbatch:\n  size: 7\nbroker: h:1\n");

    assertThat(
            faults(
                "--config",
                yaml.toString(),
                "input",
                "--input.topic",
                "--bundle",
                "b",
                "--bundle",
                "c"))
        .containsExactlyInAnyOrder(
            "command line: has 'input'; write options as --key value",
            "input.topic: has no value; write --input.topic VALUE",
            "bundle: is given twice; give it once",
            "batch.size: is in the file twice; write it once, dotted or nested",
            "batch.size: is 'x'; write a whole number",
            "broker: is no option (given as 'h:1'); did you mean 'brokers'?",
            "brokers: is missing; give one or more brokers, such as localhost:9092",
            "input.topic: is missing; name the topics to read");
  }

  @Test
  void anUnreadableFileIsAFault() throws Exception {
    Path broken = file("broken.yaml", "a: [1\n");
    Path bare = file("bare.yaml", "hello");

    assertThat(faults("--config", folder.resolve("absent.yaml").toString()))
        .anyMatch(fault -> fault.startsWith("config: ") && fault.contains("cannot be read"));
    assertThat(faults("--config", broken.toString()))
        .anyMatch(fault -> fault.startsWith("config: ") && fault.contains("is no YAML"));
    assertThat(faults("--config", bare.toString()))
        .contains("config: holds 'hello'; write key: value pairs");
  }

  @Test
  void anEmptyFileIsNoFault() throws Exception {
    Path empty = file("empty.yaml", "");

    assertThat(
            config("--config", empty.toString(), "--bundle=b", "--brokers=h:1", "--input.topic=t")
                .bundle())
        .isEqualTo("b");
  }

  @Test
  void helpIsWantedWhateverElseIsThere() {
    assertThat(new JobArguments("--bundle", "--help").isHelp()).isTrue();
    assertThat(new JobArguments("--bundle", "b").isHelp()).isFalse();
  }
}
