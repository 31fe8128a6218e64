package io.residual.samples.demo;

import java.util.Map;

/**
 * How the job did on a stream whose labels are known. A record is flagged if it raises an alert or
 * belongs to an incident that has raised one.
 *
 * @param recordsIn records on the input topic
 * @param scored records that got an error
 * @param deadLettered records that could not be scored
 * @param alerts raised; the ends of incidents are none
 * @param incidents that the alerts are about
 * @param falseIncidents of these, without any record labelled anomalous or grey
 * @param anomalies records labelled so
 * @param trueFlags flagged of such records
 * @param falseFlags flagged records that are labelled normal
 * @param uncountedFlags flagged records whose label is unknown, or that are too close to normal for
 *     their label to say; they count neither for nor against the job
 * @param precision trueFlags / (trueFlags + falseFlags); NaN without either
 * @param recall trueFlags / anomalies; NaN without anomalies
 * @param auroc of the errors; 0.5 is chance, less points the wrong way; NaN without both classes
 * @param averagePrecision of the errors; chance is the rate of anomalies
 * @param byKind the same by kind of fault
 */
public record DetectionReport(
    long recordsIn,
    long scored,
    long deadLettered,
    long alerts,
    long incidents,
    long falseIncidents,
    long anomalies,
    long trueFlags,
    long falseFlags,
    long uncountedFlags,
    double precision,
    double recall,
    double auroc,
    double averagePrecision,
    Map<String, Kind> byKind) {

  /**
   * The score of one kind of fault.
   *
   * @param records labelled with it
   * @param flagged of these
   * @param recall flagged / records
   * @param faults runs of such records
   * @param found of these, with a flagged record
   * @param alerted of these, with an alert of their own; the others fell into an incident that had
   *     been alerted before
   */
  public record Kind(
      long records, long flagged, double recall, int faults, int found, int alerted) {}

  /** Whether every record that came in is accounted for. */
  public boolean balances() {
    return recordsIn == scored + deadLettered;
  }

  /** Whether the errors rank anomalies below normal records: the pipeline points the wrong way. */
  public boolean scoresBackwards() {
    return auroc < 0.5;
  }
}
