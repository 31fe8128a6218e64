package io.residual.trainer.data;

import io.residual.model.record.FieldSpec;
import io.residual.model.record.TimestampFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a {@link SchemaProposal} as YAML, runs of numbered fields in the short form. */
final class ProposalYaml {

  /** Shorter runs are easier to read written out. */
  private static final int MIN_RUN = 4;

  private static final Pattern NUMBERED = Pattern.compile("(.*?)(0|[1-9]\\d{0,5})");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
  private static final Pattern PLAIN_POINTER = Pattern.compile("/[A-Za-z0-9_./-]*");

  private final StringBuilder yaml = new StringBuilder();

  ProposalYaml(String input, long rows) {
    line("# Proposed from %,d rows of %s: check every guess, then fit.", rows, oneLine(input));
  }

  String write(String modelName, SchemaProposal proposal) {
    if (proposal.refused() > 0) {
      line(
          "# %,d of these rows do not fit it and would be refused; fit says why.",
          proposal.refused());
    }
    line("model:");
    line("  name: %s", quoted(modelName));
    line("schema:");
    proposal
        .entityCandidate()
        .ifPresent(
            column ->
                line(
                    "  # entity: %s   # uncomment if this names what a record is about: each then"
                        + " has its own threshold; %s in %,d rows",
                    quotedPointer(column.pointer()), column.distinctInWords(), column.present()));
    proposal
        .eventTime()
        .ifPresent(
            column ->
                line(
                    "  eventTime: {pointer: %s, format: %s}",
                    quotedPointer(column.pointer()),
                    column.timestampFormat().map(TimestampFormat::name).orElse("iso-8601")));
    line("  fields:");
    List<ProposedField> fields = proposal.fields();
    for (int i = 0; i < fields.size(); ) {
      int run = run(fields, i);
      if (run >= MIN_RUN) {
        compact(fields.get(i), run);
        i += run;
      } else {
        single(fields.get(i));
        i++;
      }
    }
    for (String reason : proposal.leftOut()) {
      line("  # left out: %s", oneLine(reason));
    }
    proposal.window().ifPresent(window -> line("%s", window.yaml()));
    return yaml.toString();
  }

  /** How many fields from here on have names that count up and are alike otherwise. */
  private static int run(List<ProposedField> fields, int from) {
    Matcher first = NUMBERED.matcher(fields.get(from).name());
    if (!first.matches() || !isTopLevel(fields.get(from))) {
      return 1;
    }
    int length = 1;
    int number = Integer.parseInt(first.group(2));
    while (from + length < fields.size()) {
      ProposedField next = fields.get(from + length);
      if (!next.name().equals(first.group(1) + (number + length))
          || !next.yaml().equals(fields.get(from).yaml())
          || !isTopLevel(next)) {
        break;
      }
      length++;
    }
    return length;
  }

  private static boolean isTopLevel(ProposedField field) {
    return field.pointer().equals(FieldSpec.pointerTo(field.name()));
  }

  private void compact(ProposedField field, int run) {
    Matcher name = NUMBERED.matcher(field.name());
    if (!name.matches()) {
      throw new IllegalStateException(field.name() + " was numbered a moment ago");
    }
    int number = Integer.parseInt(name.group(2));
    line(
        "    - {name: %s, %s}   # %d fields alike",
        json(name.group(1) + "{" + number + ".." + (number + run - 1) + "}"), field.yaml(), run);
  }

  private void single(ProposedField field) {
    String pointer = isTopLevel(field) ? "" : ", pointer: " + quotedPointer(field.pointer());
    line(
        "    - {name: %s%s, %s}   # %s",
        quoted(field.name()), pointer, field.yaml(), oneLine(field.reason()));
  }

  private static String quoted(String text) {
    // Plain words that YAML takes for something else than a text.
    boolean reserved =
        List.of("true", "false", "yes", "no", "on", "off", "null", "y", "n")
            .contains(text.toLowerCase(Locale.ROOT));
    return PLAIN.matcher(text).matches() && !reserved ? text : json(text);
  }

  private static String quotedPointer(String pointer) {
    return PLAIN_POINTER.matcher(pointer).matches() ? pointer : json(pointer);
  }

  /** JSON texts are YAML texts. */
  private static String json(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private void line(String format, Object... arguments) {
    yaml.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
