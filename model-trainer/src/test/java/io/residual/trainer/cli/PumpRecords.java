package io.residual.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two pumps whose y follows their x, for tests of commands: records in CSV and a pipeline file. */
final class PumpRecords {

  private PumpRecords() {}

  /**
   * Writes a record of each pump for every minute from 2026-03-01.
   *
   * @param anomalies whether the second pump, {@code <b>}, breaks its rule in the last ten minutes
   *     of each day, labelled 1
   * @return the file
   */
  static Path write(Path file, int minutes, boolean anomalies) throws IOException {
    Random random = new Random(minutes);
    List<String> lines = new ArrayList<>(List.of("pump,at,x,y,label"));
    for (int i = 0; i < minutes; i++) {
      for (String pump : new String[] {"a", "<b>"}) {
        boolean anomalous = anomalies && pump.equals("<b>") && i % 1440 >= 1430;
        double x = random.nextGaussian();
        double y = x + 0.05 * random.nextGaussian() + (anomalous ? 5 : 0);
        Instant at = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(60L * i);
        lines.add(pump + "," + at + "," + x + "," + y + "," + (anomalous ? 1 : 0));
      }
    }
    return Files.write(file, lines);
  }

  /**
   * A pipeline file for a small network.
   *
   * @param schema what the schema says besides entity and fields
   */
  static String pipeline(String schema) {
    return """
        model: {name: pair}
        schema:
          entity: /pump
          %s
          fields: [{name: x, type: numeric}, {name: y, type: numeric}]
        training:
          epochs: 40
          network:
            encoder: [{units: 1, activation: identity}]
            decoder: [{units: 2, activation: identity}]
        """
        .formatted(schema);
  }
}
