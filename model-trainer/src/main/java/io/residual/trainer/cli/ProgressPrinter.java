package io.residual.trainer.cli;

import io.residual.model.encode.ColumnFinding;
import io.residual.model.network.NetworkSpec;
import io.residual.trainer.data.RowReport;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints how a fit comes along: a line an epoch, on a terminal one line that is rewritten. */
final class ProgressPrinter implements FitListener {

  /** More fields of a kind than this are counted, not listed. */
  private static final int SHOWN = 5;

  private final PrintWriter err;
  private final boolean terminal = isTerminal();

  ProgressPrinter(PrintWriter err) {
    this.err = err;
  }

  /** From Java 22 on there is always a console, and the answer is to ask it. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return Runtime.version().feature() < 22 && System.console() != null;
  }

  @Override
  public void rowsRead(RowReport rows, int features) {
    err.printf(
        Locale.ROOT,
        "%,d rows: %,d to train, %,d held back, %,d labelled anomalies left out, %,d unreadable%n",
        rows.total(),
        rows.training(),
        rows.validation(),
        rows.anomalies(),
        rows.bad());
    rows.badKinds().forEach(kind -> err.println("  " + kind.describe()));
    findings(rows.findings());
    if (features > rows.training()) {
      err.printf(
          Locale.ROOT,
          "warning: %,d features and only %,d rows to train on: the network may learn rows by heart"
              + " and call every other row an anomaly; give more rows or declare fewer fields%n",
          features,
          rows.training());
    }
    err.flush();
  }

  @Override
  public void rowsScreened(double training, int heldBack) {
    err.printf(
        Locale.ROOT,
        "%,.0f training rows and %,d held-back ones look contaminated and do not count%n",
        training,
        heldBack);
    err.flush();
  }

  @Override
  public void refitBegins(int rows) {
    err.printf(Locale.ROOT, "errors are calibrated; fitting again to all %,d rows%n", rows);
    err.flush();
  }

  @Override
  public void networkBegins(int number, int count, int inputs, NetworkSpec network) {
    String which = count == 1 ? "" : number + " of " + count + ", ";
    err.printf("network %s%s%n", which, network.describe(inputs));
    err.flush();
  }

  private void findings(List<ColumnFinding> findings) {
    for (ColumnFinding.Kind kind : ColumnFinding.Kind.values()) {
      List<ColumnFinding> alike = findings.stream().filter(f -> f.kind() == kind).toList();
      String level = kind == ColumnFinding.Kind.LABEL ? "warning" : "note";
      alike.stream().limit(SHOWN).forEach(f -> err.println(level + ": field " + f));
      if (alike.size() > SHOWN) {
        err.printf(Locale.ROOT, "%s: and %,d more like that%n", level, alike.size() - SHOWN);
      }
    }
  }

  @Override
  public void epochDone(FitProgress progress) {
    boolean last = progress.epoch() == progress.epochs();
    String line =
        String.format(
            Locale.ROOT,
            "epoch %d/%d  loss %.5f  held back %.5f%s  %s passed%s",
            progress.epoch(),
            progress.epochs(),
            progress.trainingLoss(),
            progress.validationLoss(),
            progress.best() ? " *" : "  ",
            brief(progress.elapsed()),
            last ? "" : ", at most " + brief(progress.left()) + " left");
    if (terminal) {
      // Back to the start of the line, and erase what a longer one left behind (ECMA-48, EL).
      err.print("\r" + line + "\u001b[K");
      if (last) {
        err.println();
      }
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Seconds below two minutes, then minutes and seconds. */
  static String brief(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}
