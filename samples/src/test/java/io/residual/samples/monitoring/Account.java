package io.residual.samples.monitoring;

/** The account of all records in one scrape, summed over labels and subtasks. */
record Account(double in, double scored, double late, double deadLetters) {

  private static final String OURS = "flink_taskmanager_job_task_operator_residual_";

  static Account of(Scrape scrape) {
    return new Account(
        scrape.sum(OURS + "recordsIn"),
        scrape.sum(OURS + "outcome_recordsScored"),
        scrape.sum(OURS + "recordsLate"),
        scrape.sum(OURS + "reason_deadLetters"));
  }

  boolean balanced() {
    return in == scored + late + deadLetters;
  }
}
