package io.residual.trainer.data;

import io.residual.model.encode.ColumnFinding;
import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.record.FieldType;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Fields looked at as the trainer would: an encoder is fitted to the sample, and its choices and
 * findings go into the proposal.
 *
 * @param fields with the scalings that suit them
 * @param leftOut fields that turned out to be of no use, with the reason
 * @param refused how many rows of the sample the trainer and the job would refuse
 */
record ProposalRefinement(List<ProposedField> fields, List<String> leftOut, long refused) {

  static ProposalRefinement of(
      RowSource source, List<ProposedField> proposed, Optional<AnomalyLabel> label, int limit)
      throws IOException {
    RecordSchema schema = RecordSchema.of(proposed.stream().map(ProposedField::spec).toList());
    EncoderFitter fitter = new EncoderFitter(schema);
    long refused = 0;
    DiscardingSink check = new DiscardingSink();
    try (RowCursor row = source.open(schema)) {
      for (int rows = 0; rows < limit && row.next(); rows++) {
        try {
          // Once for nothing, because a row that is refused must not be learnt from in part.
          row.read(check);
          if (label.isEmpty() || !label.get().marks(row)) {
            row.read(fitter);
          }
        } catch (InvalidRecordException e) {
          refused++;
        }
      }
    }
    Map<String, ColumnFinding> useless = new HashMap<>();
    for (ColumnFinding finding : fitter.findings()) {
      if (finding.kind() != ColumnFinding.Kind.CONSTANT_ELEMENTS) {
        useless.put(finding.field(), finding);
      }
    }
    List<FieldEncoding> encodings = fitter.fit().fields();
    List<ProposedField> fields = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (int i = 0; i < proposed.size(); i++) {
      ProposedField field = proposed.get(i);
      ColumnFinding finding = useless.get(field.name());
      if (finding != null) {
        leftOut.add(finding.toString());
      } else if (encodings.get(i).reason() == null) {
        fields.add(field);
      } else {
        fields.add(refined(field, encodings.get(i).reason()));
      }
    }
    return new ProposalRefinement(fields, leftOut, refused);
  }

  /** The field with what was chosen for it. */
  private static ProposedField refined(ProposedField field, String reason) {
    if (!(field.spec().type() instanceof FieldType.Numeric)) {
      return new ProposedField(field.spec(), field.reason() + "; " + reason);
    }
    String method = reason.substring(0, reason.indexOf(':'));
    Scaling scaling =
        Scaling.of(Scaling.Method.valueOf(method.toUpperCase(Locale.ROOT).replace('-', '_')));
    // What the default does by itself need not be written down.
    boolean automatic = Scaling.DEFAULT.method() == Scaling.Method.AUTO;
    return field.refined(new FieldType.Numeric(automatic ? Scaling.DEFAULT : scaling), reason);
  }
}
