package io.residual.job;

import io.residual.model.config.InvalidConfigException;
import java.io.PrintStream;

/**
 * The job in this very process, for trials and small loads: exits with 0 when a bounded job has
 * ended, 1 when the job failed and 2, before anything starts, when its configuration is wrong.
 */
public final class LocalJob {

  /** Exit code for a wrong configuration. */
  static final int MISCONFIGURED = 2;

  private LocalJob() {}

  /** Runs the job that the arguments describe and ends the process. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    System.exit(run(args, System.err));
  }

  /**
   * Runs the job that the arguments describe, until it ends.
   *
   * @return the exit code
   */
  @SuppressWarnings("CatchAndPrintStackTrace") // the last resort of a command line
  public static int run(String[] args, PrintStream err) {
    try {
      ResidualJob.main(args);
      return 0;
    } catch (InvalidConfigException e) {
      err.println(e.getMessage());
      return MISCONFIGURED;
    } catch (Exception e) {
      e.printStackTrace(err);
      return 1;
    }
  }
}
