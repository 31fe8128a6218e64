package io.residual.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldColumnsTest {

  private static final FieldColumns COLUMNS =
      new FieldColumns(
          List.of(
              new FieldColumns.Field(1, true),
              new FieldColumns.Field(3, false),
              new FieldColumns.Field(2, true)),
          2);

  @Test
  void aFieldHasItsColumnsInEveryRecordOfTheRow() {
    assertThat(COLUMNS.width()).isEqualTo(12);
    assertThat(COLUMNS.start(0, 1)).isEqualTo(1);
    assertThat(COLUMNS.start(1, 1)).isEqualTo(7);
    assertThat(COLUMNS.columns(List.of(0, 2))).containsExactly(0, 4, 5, 6, 10, 11);
  }

  @Test
  void someFieldsMakeNarrowerRows() {
    FieldColumns some = COLUMNS.select(List.of(0, 2));
    assertThat(some.width()).isEqualTo(6);
    assertThat(some.start(1, 1)).isEqualTo(4);
    assertThatThrownBy(() -> COLUMNS.select(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
