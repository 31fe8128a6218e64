package io.residual.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "job-options.md");

  @Test
  void helpDescribesEveryOptionWithTypeAndDefault() {
    String help = OptionReference.help();

    for (JobOption<?> option : JobOptions.ALL) {
      assertThat(help).contains("--" + option.key() + "  <" + option.type().name() + ">");
      assertThat(help.replaceAll("\\s+", " ")).contains(option.description());
      if (option.defaultValue() != null) {
        assertThat(help).contains("default " + option.shownDefault());
      }
    }
    assertThat(help).contains("--kafka.*", "--kafka.source.*", "--kafka.sink.*", "--config");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void shownDefaultsCanBeWrittenBack() {
    JobOptions.ALL.forEach(OptionReferenceTest::assertReadable);
  }

  private static <T> void assertReadable(JobOption<T> option) {
    if (option.defaultValue() != null) {
      assertThat(option.type().parse().apply(option.shownDefault()))
          .isEqualTo(option.defaultValue());
      assertThat(option.allowed().test(option.defaultValue())).as(option.key()).isTrue();
    }
  }

  /** To write the page anew, run this test with {@code -Dresidual.docs.regenerate=true}. */
  @Test
  void thePageOfTheDocsIsUpToDate() throws IOException {
    if (Boolean.getBoolean("residual.docs.regenerate")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, OptionReference.markdown());
    }

    assertThat(PAGE).hasContent(OptionReference.markdown());
  }
}
