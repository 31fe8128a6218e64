package io.residual.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.sequence.SequenceWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sequence} means in a pipeline file; wrong lengths and gaps: PipelineFileTest. */
class SequenceSectionTest {

  private static SequenceWindow window(String sequence) throws InvalidConfigException {
    return PipelineFile.parse(
            "{model: {name: a}, schema: {eventTime: {pointer: /t, format: epoch-millis},"
                + " fields: [{name: x, type: numeric}]}, sequence: "
                + sequence
                + "}")
        .window();
  }

  @Test
  void withoutASectionEveryRecordIsJudgedByItself() throws Exception {
    assertThat(
            PipelineFile.parse("{model: {name: a}, schema: {fields: [{name: x, type: numeric}]}}")
                .window())
        .isEqualTo(SequenceWindow.SINGLE);
    assertThat(window("{}")).isEqualTo(SequenceWindow.SINGLE);
    assertThat(window("{length: 1}")).isEqualTo(SequenceWindow.SINGLE);
  }

  @Test
  void windowsSmoothTheirErrorsUnlessToldOtherwise() throws Exception {
    assertThat(window("{length: 12}")).isEqualTo(new SequenceWindow(12, null, 10));
    assertThat(window("{length: 12, smoothing: 30}")).isEqualTo(new SequenceWindow(12, null, 30));
    assertThat(window("{length: 12, smoothing: none}"))
        .isEqualTo(new SequenceWindow(12, null, null));
  }

  @Test
  void theLengthMayBeLeftToTheRows() throws Exception {
    SequenceWindow window = window("{length: auto, maxGap: 5 min}");
    assertThat(window.auto()).isTrue();
    assertThat(window.withLength(7)).isEqualTo(new SequenceWindow(7, 300_000L, 10));
    assertThat(window.withLength(1)).isEqualTo(SequenceWindow.SINGLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{smoothing: 5}               | smoothing: is given without a window",
        "{length: 1, smoothing: 5}    | smoothing: is given without a window",
        "{length: 5, smoothing: 1}    | smoothing: is 1; write a whole number from 2 to 1000",
        "{length: 5, smoothing: 2000} | smoothing: is 2000; write a whole number from 2 to 1000",
        "{length: 5, smoothing: no}   | smoothing: is ",
        "{length: long}               | length: is 'long'",
        "{length: 2.5}                | length: is 2.5"
      })
  void refusesWhatMakesNoSense(String sequence, String fault) {
    assertThatThrownBy(() -> window(sequence))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("sequence." + fault);
  }
}
