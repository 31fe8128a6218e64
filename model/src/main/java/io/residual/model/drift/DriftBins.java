package io.residual.model.drift;

import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.error.Calibration;
import io.residual.model.profile.DataProfile;
import io.residual.model.profile.FieldProfile;
import io.residual.model.record.FieldSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sorts records into the bins of the training profile: every field that it has, and the error by
 * deciles of its calibration. Not thread safe.
 *
 * <p>Of a window, the newest record counts. Where errors are smoothed, calibration knows the
 * smoothed ones only, and the profile says how each record's own were distributed; of a model whose
 * profile does not, the error is not watched.
 */
public final class DriftBins {

  /** What the error is called among the fields. */
  public static final String ERROR = "(error)";

  private static final int ERROR_BINS = 10;

  /**
   * Of how many records one has its fields counted; a power of two. The ten thousand records of a
   * window leave 250 for each decile, which tells any drift that matters.
   */
  private static final int SAMPLING = 4;

  private final BinnedSeries[] series;
  private final int[] offsets;
  private final int fields;
  private final int newest;

  /** Series of so many fields, then the error's if it is watched. */
  private DriftBins(List<BinnedSeries> series, int fields, int newest) {
    this.series = series.toArray(new BinnedSeries[0]);
    this.fields = fields;
    this.newest = newest;
    this.offsets = new int[this.series.length + 1];
    for (int s = 0; s < this.series.length; s++) {
      offsets[s + 1] = offsets[s] + this.series[s].expected().length;
    }
  }

  /**
   * The bins of a bundle's model.
   *
   * @throws IOException if the bundle has no profile, or one that cannot be read
   */
  public static DriftBins of(ModelBundle bundle) throws IOException {
    Optional<String> lack = lack(bundle);
    if (lack.isPresent()) {
      throw new InvalidBundleException(
          ModelBundle.PROFILE_ENTRY, "a profile of the training rows", lack.get());
    }
    return of(bundle.manifest(), DataProfile.fromJson(bundle.entry(ModelBundle.PROFILE_ENTRY)));
  }

  /** What keeps drift of a bundle's model from being measured; empty if nothing. */
  public static Optional<String> lack(ModelBundle bundle) {
    return bundle.entryNames().contains(ModelBundle.PROFILE_ENTRY)
        ? Optional.empty()
        : Optional.of("the bundle holds no profile of its training rows");
  }

  static DriftBins of(Manifest manifest, DataProfile profile) {
    List<String> names = manifest.schema().fields().stream().map(FieldSpec::name).toList();
    List<BinnedSeries> series = new ArrayList<>();
    for (FieldProfile field : profile.fields()) {
      int index = names.indexOf(field.name());
      if (index >= 0) {
        series.add(FieldBins.series(manifest.encoder(), index, field, profile.rows()));
      }
    }
    int fields = series.size();
    if (manifest.window().smoothing() == null) {
      series.add(error(manifest.calibration()));
    } else if (profile.errors() != null) {
      series.add(error(profile.errors(), manifest.calibration().count()));
    }
    return new DriftBins(series, fields, manifest.width() - manifest.encoder().featureCount());
  }

  private static BinnedSeries error(Calibration calibration) {
    double[] edges = new double[ERROR_BINS - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = calibration.quantile((i + 1.0) / ERROR_BINS);
    }
    double[] expected = new double[ERROR_BINS];
    Arrays.fill(expected, 1.0 / ERROR_BINS);
    return new BinnedSeries(
        ERROR,
        expected,
        calibration.count(),
        ERROR_BINS,
        (rows, start, error) -> FieldBins.bin(edges, error));
  }

  /** Each record's own error, of which a calibration of smoothed ones says nothing. */
  private static BinnedSeries error(FieldProfile errors, long count) {
    double[] edges = errors.edges().stream().mapToDouble(edge -> edge).toArray();
    double[] expected = errors.shares().stream().mapToDouble(share -> share).toArray();
    return new BinnedSeries(
        ERROR,
        expected,
        count,
        expected.length,
        (rows, start, error) -> FieldBins.bin(edges, error));
  }

  /** How many counts a summary has. */
  public int size() {
    return offsets[series.length];
  }

  /**
   * Counts a record: its error, and of one record in {@link #SAMPLING} its fields as well.
   *
   * @param rows with the network's row of the record from index {@code start} on
   * @param error of the record; one that is no number counts as the largest
   * @param number of the record, by which chance has it whether its fields count: every fourth one
   *     would be records of one and the same entity if four take turns
   * @param counts {@code [size]}, to be added to
   */
  public void count(float[] rows, int start, double error, long number, long[] counts) {
    for (int s = (mixed(number) & (SAMPLING - 1)) == 0 ? 0 : fields; s < series.length; s++) {
      counts[offsets[s] + series[s].counter().bin(rows, start + newest, error)]++;
    }
  }

  /** Stafford's variant 13 of the 64-bit finalizer of MurmurHash3. */
  private static long mixed(long number) {
    long z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Compares counts with training, series by series. */
  List<SeriesDrift> compare(long[] counts) {
    List<SeriesDrift> drifts = new ArrayList<>();
    for (int s = 0; s < series.length; s++) {
      BinnedSeries one = series[s];
      DistributionShift shift =
          DistributionShift.of(
              one.expected(), one.expectedCount(), counts, offsets[s], one.ordered());
      drifts.add(new SeriesDrift(one.name(), shift));
    }
    return drifts;
  }

  /** Names of what is watched, in the order of {@link #compare}. */
  public List<String> names() {
    return Arrays.stream(series).map(BinnedSeries::name).toList();
  }
}
