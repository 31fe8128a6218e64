package io.residual.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.RowEncoder;
import io.residual.model.profile.DataProfile;
import io.residual.model.profile.FieldProfile;
import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical.Encoding;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows that a profile was made from fall into its bins as the profile says, to the row. */
class FieldBinsTest {

  private static final int ROWS = 3000;

  private static final List<FieldSpec> FIELDS =
      List.of(
          field("plain", new FieldType.Numeric(Scaling.STANDARD)),
          field("robust", new FieldType.Numeric(Scaling.of(Scaling.Method.ROBUST))),
          field("count", new FieldType.Numeric(Scaling.of(Scaling.Method.LOG))),
          field("rank", new FieldType.Numeric(Scaling.of(Scaling.Method.QUANTILE))),
          field("kind", new FieldType.Categorical(Encoding.ONE_HOT, 4, 8)),
          field("host", new FieldType.Categorical(Encoding.HASH, 4, 8)),
          field("unit", new FieldType.Categorical(Encoding.FREQUENCY, 4, 8)),
          field("on", new FieldType.Bool()),
          field("axes", new FieldType.Vector(3, Scaling.STANDARD)),
          field("near", new FieldType.Numeric(Scaling.of(Scaling.Method.NONE))),
          field("same", new FieldType.Numeric(Scaling.STANDARD)));

  private static FieldSpec field(String name, FieldType type) {
    return new FieldSpec(name, "/" + name, type, MissingRule.INDICATOR);
  }

  private static void play(Random random, FieldSink sink) {
    for (int field = 0; field < FIELDS.size(); field++) {
      FieldType type = FIELDS.get(field).type();
      if (random.nextInt(20) == 0) {
        sink.missing(field);
      } else if (FIELDS.get(field).name().equals("near")) {
        // Of a size with which single precision hardly tells its numbers apart.
        sink.number(field, random.nextInt(3) == 0 ? 90.001 : 90);
      } else if (FIELDS.get(field).name().equals("same")) {
        sink.number(field, -3.3);
      } else if (type instanceof FieldType.Numeric) {
        // Whole numbers, many of them alike: on the edges of bins.
        sink.number(field, Math.rint(Math.exp(2 + random.nextGaussian()) * (1 + field % 3)));
      } else if (type instanceof FieldType.Categorical) {
        sink.category(field, "c" + (int) Math.abs(3 * random.nextGaussian()));
      } else if (type instanceof FieldType.Bool) {
        sink.bool(field, random.nextInt(3) == 0);
      } else {
        for (int i = 0; i < 3; i++) {
          sink.element(field, i, random.nextInt(5));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void trainingRowsFallIntoTheBinsOfTheirProfile(long seed) {
    EncoderFitter fitter = new EncoderFitter(RecordSchema.of(FIELDS));
    Random fitted = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      play(fitted, fitter);
    }
    FeatureEncoder encoder = fitter.fit();
    RowEncoder writer = new RowEncoder(encoder);
    Random encoded = new Random(seed);
    float[] rows = new float[ROWS * encoder.featureCount()];
    for (int i = 0; i < ROWS; i++) {
      writer.target(rows, i * encoder.featureCount());
      play(encoded, writer);
    }
    List<String> names = FIELDS.stream().map(FieldSpec::name).toList();
    DataProfile profile = DataProfile.of(names, encoder, rows, ROWS);
    assertThat(profile.fields()).extracting(FieldProfile::name).containsAll(names);

    for (FieldProfile one : profile.fields()) {
      BinnedSeries series =
          FieldBins.series(encoder, names.indexOf(one.name()), one, profile.rows());
      long[] counts = new long[series.expected().length];
      for (int i = 0; i < ROWS; i++) {
        counts[series.counter().bin(rows, i * encoder.featureCount(), 0)]++;
      }
      for (int bin = 0; bin < counts.length; bin++) {
        assertThat((double) counts[bin])
            .as("bin %d of %s, seed %d", bin, one, seed)
            .isCloseTo(ROWS * series.expected()[bin], within(1e-6));
      }
      assertThat(series.ordered()).isEqualTo(one.numeric() ? counts.length - 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-7e9, -3.4, -3.2, 0, 7e9})
  void anyOtherNumberThanAConstantFallsIntoABinOfItsOwn(double other) {
    RecordSchema schema =
        RecordSchema.of(List.of(field("same", new FieldType.Numeric(Scaling.STANDARD))));
    EncoderFitter fitter = new EncoderFitter(schema);
    fitter.number(0, -3.3);
    fitter.number(0, -3.3);
    FeatureEncoder encoder = fitter.fit();
    RowEncoder writer = new RowEncoder(encoder);
    float[] rows = new float[2 * encoder.featureCount()];
    writer.target(rows, 0);
    writer.number(0, -3.3);
    writer.target(rows, encoder.featureCount());
    writer.number(0, other);
    FieldProfile profile = DataProfile.of(List.of("same"), encoder, rows, 1).fields().get(0);
    BinnedSeries series = FieldBins.series(encoder, 0, profile, 2);

    assertThat(series.expected()[series.counter().bin(rows, 0, 0)]).isEqualTo(1);
    assertThat(series.expected()[series.counter().bin(rows, encoder.featureCount(), 0)]).isZero();
  }
}
