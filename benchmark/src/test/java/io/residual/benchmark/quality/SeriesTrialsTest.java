package io.residual.benchmark.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTrialsTest {

  @TempDir private Path data;

  @Test
  void trainsOnTheFirst15PercentOfNabSeriesAndSkipsTheirWindows() throws IOException {
    Sets.write(data, "nab/windows", "file,window_start,window_end", "a,b,c");
    Sets.write(data, "nab/real/one", lines("timestamp,value,label", 100, 90));

    Trial trial = only(Group.NAB);

    assertThat(trial.set()).isEqualTo("real/one");
    assertThat(trial.loader().load().training().size()).isEqualTo(15);
    assertThat(trial.loader().load().test().size()).isEqualTo(85);
    assertThat(trial.loader().load().training().columns()).containsExactly("timestamp", "value");
    assertThat(trial.loader().load().stream()).isTrue();
  }

  @Test
  void leavesOutTheSecondLabelOfSkabAndRecordingsWithoutFaults() throws IOException {
    Sets.write(data, "skab/anomaly-free/all", lines("a,changepoint,label", 500, 501));
    Sets.write(data, "skab/valve/3", lines("a,changepoint,label", 500, 450));

    Trial trial = only(Group.SKAB);

    assertThat(trial.set()).isEqualTo("valve/3");
    assertThat(trial.loader().load().training().columns()).containsExactly("a");
    assertThat(trial.loader().load().training().size()).isEqualTo(400);
  }

  @Test
  void pairsTrainAndTestFiles() throws IOException {
    Sets.write(data, "smd/m-1_train", lines("a,b,label", 30, 31));
    Sets.write(data, "smd/m-1_test", lines("a,b,label", 20, 10));

    Trial trial = only(Group.SMD);

    assertThat(trial.set()).isEqualTo("m-1");
    assertThat(trial.loader().load().training().size()).isEqualTo(30);
    assertThat(trial.loader().load().test().anomalies()).contains(true);
  }

  @Test
  void obeysTheColumnThatSaysWhichRowsTrain() throws IOException {
    Sets.write(data, "ucr/x", "value,split,label", "1,train,0", "2,train,0", "3,test,1");

    Split split = only(Group.UCR).loader().load();

    assertThat(split.training().columns()).containsExactly("value");
    assertThat(Sets.firstCells(split.training())).containsExactly("1", "2");
    assertThat(Sets.firstCells(split.test())).containsExactly("3");
  }

  @Test
  void writesNoLabelWhereTheModelIsTrained() throws IOException {
    Sets.write(data, "smd/m_train", "a,label", "1,0", "2,1");
    Sets.write(data, "smd/m_test", "a,label", "3,1");
    Path file = data.resolve("training.csv");

    only(Group.SMD).loader().load().training().writeUnlabelled(file);

    assertThat(Files.readString(file)).isEqualToNormalizingNewlines("a\n1\n2\n");
  }

  @Test
  void findsNothingWhereThereIsNothing() throws IOException {
    assertThat(new SeriesTrials(new DataFolder(data)).of(Group.MSL, 1)).isEmpty();
  }

  private Trial only(Group group) throws IOException {
    List<Trial> trials = new SeriesTrials(new DataFolder(data)).of(group, 1);
    assertThat(trials).hasSize(1);
    return trials.get(0);
  }

  /** Rows of zeros, labelled from the given one on. */
  private static String[] lines(String header, int rows, int firstAnomaly) {
    List<String> lines = new ArrayList<>(List.of(header));
    int cells = header.split(",", -1).length - 1;
    for (int row = 0; row < rows; row++) {
      lines.add("0,".repeat(cells) + (row >= firstAnomaly ? 1 : 0));
    }
    return lines.toArray(String[]::new);
  }
}
