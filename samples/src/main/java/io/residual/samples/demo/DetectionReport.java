package io.residual.samples.demo;

import java.util.Map;

/**
 * How the job did on a stream whose labels are known.
 *
 * @param recordsIn records on the input topic
 * @param scored records that got an error
 * @param deadLettered records that could not be scored
 * @param alerts raised
 * @param anomalies records labelled so
 * @param trueAlerts alerts on such records
 * @param falseAlerts alerts on records labelled normal
 * @param uncountedAlerts alerts on records whose label is unknown, or that are too close to normal
 *     for their label to say; they count neither for nor against the job
 * @param precision trueAlerts / (trueAlerts + falseAlerts); NaN without either
 * @param recall trueAlerts / anomalies; NaN without anomalies
 * @param auroc of the errors; 0.5 is chance, less points the wrong way; NaN without both classes
 * @param averagePrecision of the errors; chance is the rate of anomalies
 * @param byKind the same by kind of fault
 */
public record DetectionReport(
    long recordsIn,
    long scored,
    long deadLettered,
    long alerts,
    long anomalies,
    long trueAlerts,
    long falseAlerts,
    long uncountedAlerts,
    double precision,
    double recall,
    double auroc,
    double averagePrecision,
    Map<String, Kind> byKind) {

  /**
   * The score of one kind of fault.
   *
   * @param records labelled with it
   * @param alerted of these
   * @param recall alerted / records
   * @param incidents runs of such records
   * @param incidentsFound of these, with at least one alert
   */
  public record Kind(
      long records, long alerted, double recall, int incidents, int incidentsFound) {}

  /** Whether every record that came in is accounted for. */
  public boolean balances() {
    return recordsIn == scored + deadLettered;
  }

  /** Whether the errors rank anomalies below normal records: the pipeline points the wrong way. */
  public boolean scoresBackwards() {
    return auroc < 0.5;
  }
}
