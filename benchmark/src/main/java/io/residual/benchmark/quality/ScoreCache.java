package io.residual.benchmark.quality;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Scores of earlier runs in a folder, one file a trial and detector, so that an interrupted run
 * goes on where it stopped and a change of one detector costs only that one's time. A file that
 * another version of the detector, or other data, gave is ignored and overwritten.
 */
final class ScoreCache {

  /** Layout of the files; files of another one are ignored. */
  private static final int LAYOUT = 3;

  private static final int BELOW = 0;
  private static final int ALERT = 1;
  private static final int QUIET = 2;

  private final Path folder;

  ScoreCache(Path folder) {
    this.folder = folder;
  }

  /** The result of an earlier run, if there is one of the same data and version. */
  Optional<LabelledScores> read(Trial trial, Detector detector) throws IOException {
    Path file = file(trial, detector);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      boolean current =
          in.readInt() == LAYOUT
              && in.readUTF().equals(detector.version())
              && in.readLong() == checksum(trial);
      return current ? Optional.of(read(in)) : Optional.empty();
    }
  }

  private static LabelledScores read(DataInputStream in) throws IOException {
    double trainingSeconds = in.readDouble();
    double scoringSeconds = in.readDouble();
    String note = in.readUTF();
    boolean hasAlerts = in.readBoolean();
    double[] history = new double[in.readInt()];
    for (int i = 0; i < history.length; i++) {
      history[i] = in.readDouble();
    }
    int rows = in.readInt();
    double[] scores = new double[rows];
    Alerts alerts = new Alerts(new boolean[rows], new boolean[rows]);
    boolean[] anomalies = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      scores[i] = in.readDouble();
      int state = in.readByte();
      alerts.above()[i] = state != BELOW;
      alerts.raised()[i] = state == ALERT;
      anomalies[i] = in.readBoolean();
    }
    Optional<Alerts> own = hasAlerts ? Optional.of(alerts) : Optional.empty();
    return new LabelledScores(
        new Scored(history, scores, own, trainingSeconds, scoringSeconds, note), anomalies);
  }

  /** Keeps a result. */
  void write(Trial trial, Detector detector, LabelledScores result) throws IOException {
    Path file = file(trial, detector);
    Files.createDirectories(file.getParent());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Scored scored = result.scored();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(partial))))) {
      out.writeInt(LAYOUT);
      out.writeUTF(detector.version());
      out.writeLong(checksum(trial));
      out.writeDouble(scored.trainingSeconds());
      out.writeDouble(scored.scoringSeconds());
      out.writeUTF(scored.note());
      out.writeBoolean(scored.alerts().isPresent());
      out.writeInt(scored.history().length);
      for (double score : scored.history()) {
        out.writeDouble(score);
      }
      out.writeInt(scored.scores().length);
      for (int i = 0; i < scored.scores().length; i++) {
        int row = i;
        out.writeDouble(scored.scores()[i]);
        out.writeByte(scored.alerts().map(alerts -> state(alerts, row)).orElse(BELOW));
        out.writeBoolean(result.anomalies()[i]);
      }
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int state(Alerts alerts, int row) {
    if (alerts.raised()[row]) {
      return ALERT;
    }
    return alerts.above()[row] ? QUIET : BELOW;
  }

  private Path file(Trial trial, Detector detector) {
    String name = trial.set() + "-" + trial.protocol() + "-" + trial.seed() + "-" + detector.key();
    return folder.resolve(trial.group().key()).resolve(name.replaceAll("[^\\w.-]", "_"));
  }

  private static long checksum(Trial trial) throws IOException {
    CRC32 crc = new CRC32();
    for (Path file : trial.files()) {
      crc.update(Files.readAllBytes(file));
    }
    return crc.getValue();
  }
}
