package io.residual.model.feedback;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.detect.Detection;
import io.residual.model.detect.ScoredInput;
import io.residual.model.policy.AlertSettings;
import io.residual.model.policy.Excuses;
import io.residual.model.policy.FieldEvidence;
import io.residual.model.policy.Incident;
import io.residual.model.policy.JudgedRecord;
import io.residual.model.record.FieldSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The verdicts in force, and what they excuse. Bounded: where there are more, those that were given
 * first are forgotten. Not thread safe.
 *
 * <p>Of the verdicts that fit a record, by entity, event time and fields, the newest decides: a
 * confirmed alert is never hidden by what was said before it. A false alarm or something expected
 * excuses a record unless its error is more than {@code worse} times that of the record that was
 * judged; where none was, or another model measured its error, than {@code worse} times the
 * record's own threshold. An error that the verdict gives, and that no remembered alert of the
 * entity bears out, counts up to {@code worse} times that threshold.
 */
public final class VerdictBook {

  /** More verdicts than people give; some hundred bytes each. */
  public static final int CAPACITY = 10_000;

  private static final Comparator<Verdict> OLDEST_FIRST =
      Comparator.comparing(Verdict::at).thenComparing(Verdict::id);

  /** Never added to. */
  private static final SortedSet<Verdict> NO_VERDICTS = new TreeSet<>(OLDEST_FIRST);

  private final List<FieldSpec> fields;
  private final String modelVersion;
  private final long model;
  private final int remembered;
  private final double worse;
  private final int capacity;
  private final Map<String, Verdict> byId = new HashMap<>();
  private final SortedSet<Verdict> byAge = new TreeSet<>(OLDEST_FIRST);

  /** Of those by age the ones that give no more than an alert, which perhaps nobody knows. */
  private final SortedSet<Verdict> alertsOnly = new TreeSet<>(OLDEST_FIRST);

  /** Those that tell by themselves what they are about, by entity; those of all under null. */
  private final Map<String, SortedSet<Verdict>> byEntity = new HashMap<>();

  /** The others, by the number of the alert. Two ids that share one are as good as never met. */
  private final Map<Long, SortedSet<Verdict>> byAlert = new HashMap<>();

  /** An empty book for alerts of the given model under the given policy. */
  public VerdictBook(Manifest manifest, AlertSettings alerts) {
    this(
        manifest.schema().fields(),
        manifest.version(),
        ModelFingerprint.of(manifest),
        manifest.schema().entityPointer().isPresent()
            ? RecentAlerts.OF_ENTITY
            : RecentAlerts.OF_ALL,
        // Even where incidents have no second alert, a verdict must not hide everything.
        alerts.worse() == null ? AlertSettings.SERIES.worse() : alerts.worse(),
        CAPACITY);
  }

  VerdictBook(
      List<FieldSpec> fields,
      String modelVersion,
      long model,
      int remembered,
      double worse,
      int capacity) {
    this.remembered = remembered;
    this.fields = List.copyOf(fields);
    this.modelVersion = modelVersion;
    this.model = model;
    this.worse = worse;
    this.capacity = capacity;
  }

  /**
   * Adds a verdict, in the place of the one that had its id. If there is no room, the oldest goes;
   * of those that give no more than an alert, if they take more than half of the places: a flood of
   * verdicts on alerts that nobody knows then leaves the others where they are.
   *
   * @return the one that had to make room; empty if there was room
   */
  public Optional<Verdict> put(Verdict verdict) {
    remove(verdict.id());
    byId.put(verdict.id(), verdict);
    byAge.add(verdict);
    if (verdict.complete()) {
      add(byEntity, verdict.entity(), verdict);
    } else {
      alertsOnly.add(verdict);
      add(byAlert, Incident.number(verdict.alert()), verdict);
    }
    if (byId.size() <= capacity) {
      return Optional.empty();
    }
    return remove((alertsOnly.size() > capacity / 2 ? alertsOnly : byAge).first().id());
  }

  /** Forgets a verdict; returns it, if there was one. */
  public Optional<Verdict> remove(String id) {
    Verdict verdict = byId.remove(id);
    if (verdict == null) {
      return Optional.empty();
    }
    byAge.remove(verdict);
    alertsOnly.remove(verdict);
    if (verdict.complete()) {
      remove(byEntity, verdict.entity(), verdict);
    } else {
      remove(byAlert, Incident.number(verdict.alert()), verdict);
    }
    return Optional.of(verdict);
  }

  private static <K> void add(Map<K, SortedSet<Verdict>> index, K key, Verdict verdict) {
    index.computeIfAbsent(key, k -> new TreeSet<>(OLDEST_FIRST)).add(verdict);
  }

  private static <K> void remove(Map<K, SortedSet<Verdict>> index, K key, Verdict verdict) {
    index.get(key).remove(verdict);
    if (index.get(key).isEmpty()) {
      index.remove(key);
    }
  }

  /** How many verdicts are in force. */
  public int size() {
    return byId.size();
  }

  /** Whether a verdict is about the alert of the given number and nothing else. */
  public boolean judges(long alert) {
    return byAlert.containsKey(alert);
  }

  /**
   * What to remember of an entity's alerts after another record.
   *
   * @param before what was remembered
   * @param detection what the detector has said about the record
   * @param evidence which fields made its error; only asked for if the record raised an alert
   * @return {@code before} itself if the record is nothing to remember
   */
  public RecentAlerts remember(
      RecentAlerts before,
      Detection detection,
      ScoredInput record,
      Function<ScoredInput, FieldEvidence> evidence) {
    if (!detection.decision().raised() || detection.modelFault()) {
      return before;
    }
    return before.with(
        detection.next().model(),
        record.id(),
        record.eventTimeMillis(),
        detection.error(),
        Blame.of(evidence.apply(record)),
        remembered,
        this::judges);
  }

  /** What excuses the records of an entity that has had the given alerts. */
  public Excuses of(String entity, RecentAlerts alerts) {
    return byId.isEmpty() ? Excuses.NONE : record -> excuse(grounds(entity, alerts), record);
  }

  private static Optional<String> excuse(List<Grounds> newestFirst, JudgedRecord record) {
    if (newestFirst.isEmpty()) {
      return Optional.empty();
    }
    FieldEvidence evidence = record.evidence();
    for (Grounds grounds : newestFirst) {
      if (grounds.covers(record.eventTimeMillis()) && Blame.fits(grounds.blamed(), evidence)) {
        if (grounds.verdict().kind() == Verdict.Kind.CONFIRMED) {
          return Optional.empty();
        }
        if (record.error() <= grounds.most(record.threshold())) {
          return Optional.of(grounds.verdict().id());
        }
      }
    }
    return Optional.empty();
  }

  private List<Grounds> grounds(String entity, RecentAlerts alerts) {
    List<Grounds> all = new ArrayList<>();
    for (String whose : new String[] {entity, null}) {
      for (Verdict verdict : byEntity.getOrDefault(whose, NO_VERDICTS)) {
        all.add(own(verdict, alerts));
      }
    }
    for (int i = 0; !byAlert.isEmpty() && i < alerts.size(); i++) {
      for (Verdict verdict : byAlert.getOrDefault(alerts.numbers()[i], NO_VERDICTS)) {
        all.add(found(verdict, alerts, i));
      }
    }
    all.sort(Comparator.comparing(Grounds::verdict, OLDEST_FIRST.reversed()));
    return all;
  }

  private Grounds own(Verdict verdict, RecentAlerts alerts) {
    long blamed = blamed(verdict, Blame.ANY);
    return new Grounds(
        verdict, blamed, claimed(verdict), alerts.largest(blamed, model), Long.MIN_VALUE, worse);
  }

  private Grounds found(Verdict verdict, RecentAlerts alerts, int index) {
    long blamed = blamed(verdict, alerts.fields()[index]);
    double error = alerts.error(index, model);
    // What the job has measured itself counts for more than what somebody says it was.
    return new Grounds(
        verdict,
        blamed,
        Double.isNaN(error) ? claimed(verdict) : error,
        alerts.largest(blamed, model),
        alerts.times()[index],
        worse);
  }

  private long blamed(Verdict verdict, long otherwise) {
    return verdict.fields().isEmpty() ? otherwise : Blame.of(verdict.fields(), fields);
  }

  /** The error that a verdict gives; NaN if it gives none, or one of another model. */
  private double claimed(Verdict verdict) {
    boolean comparable = verdict.model() == null || verdict.model().equals(modelVersion);
    return verdict.error() != null && comparable ? verdict.error() : Double.NaN;
  }

  /**
   * A verdict with all that it takes to apply it.
   *
   * @param error of the record that was judged; NaN if it is unknown
   * @param seen the largest error of the entity's remembered alerts with such fields, in which the
   *     judged one may be; NaN if there is none
   */
  private record Grounds(
      Verdict verdict, long blamed, double error, double seen, long judgedMillis, double worse) {

    boolean covers(long eventTimeMillis) {
      return eventTimeMillis >= verdict.fromMillis()
          && eventTimeMillis <= verdict.untilMillis(judgedMillis);
    }

    /**
     * The largest error that is excused. An error that is given counts no further than the job has
     * seen it, or than {@code worse} times the threshold: whoever can write to the topic must not
     * be able to silence everything.
     */
    double most(double threshold) {
      if (Double.isNaN(error)) {
        return worse * threshold;
      }
      double credible = worse * threshold;
      return worse * Math.min(error, Double.isNaN(seen) ? credible : Math.max(credible, seen));
    }
  }
}
