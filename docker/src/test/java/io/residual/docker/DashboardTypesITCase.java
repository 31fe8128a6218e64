package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, by the TypeScript types that Grafana publishes for the version we start. */
class DashboardTypesITCase {
  private static final Path DASHBOARD =
      Path.of("grafana/dashboards/residual.json").toAbsolutePath();

  /** Faults that Grafana would pass over in silence, by the text whose first place takes them. */
  private static final Map<String, String> FAULTS =
      Map.ofEntries(
          Map.entry("\"fillOpacity\":", "\"fillOpacitee\":"),
          Map.entry("\"fillOpacity\": 30", "\"fillOpacity\": \"30\""),
          Map.entry("\"drawStyle\": \"line\"", "\"drawStyle\": \"lines\""),
          Map.entry("\"displayMode\": \"list\"", "\"displayMode\": \"lst\""),
          Map.entry("\"displayMode\": \"basic\"", "\"displayMode\": \"basi\""),
          Map.entry("\"mode\": \"absolute\"", "\"mode\": \"absolut\""),
          Map.entry("\"textMode\":", "\"textMod\":"),
          Map.entry("\"calcs\":", "\"calc\":"),
          Map.entry("\"unit\":", "\"units\":"),
          Map.entry("\"expr\":", "\"exprr\":"),
          Map.entry("\"refId\": \"A\"", "\"refid\": \"A\""),
          Map.entry("\"instant\": true", "\"instant\": \"yes\""),
          Map.entry("\"type\": \"stat\"", "\"type\": \"stats\""),
          Map.entry("\"gridPos\":", "\"gridpos\":"),
          Map.entry("\"multi\": false", "\"mutli\": false"),
          Map.entry("\"refresh\": 2", "\"refresh\": 9"),
          Map.entry("\"graphTooltip\": 1", "\"graphTooltip\": 7"));

  @BeforeEach
  void requireRights() {
    Assumptions.assumeTrue(
        Engine.Requirements.mayInstall(),
        "No types checked: needs the root user of a Debian system, to install npm");
  }

  @Test
  void theDashboardIsOfGrafanasTypes() throws Exception {
    assertThat(check(List.of(DASHBOARD)).orFail()).startsWith("checked 1 dashboards");
  }

  /** One run of the compiler for all, as it takes seconds to start. */
  @Test
  void eachPlantedFaultIsFoundOnItsLine(@TempDir Path folder) throws Exception {
    String sound = Files.readString(DASHBOARD);
    List<Path> files = new ArrayList<>();
    Map<String, String> faults = new TreeMap<>(FAULTS);
    List<String> places = new ArrayList<>();
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      int at = sound.indexOf(fault.getKey());
      assertThat(at).as(fault.getKey()).isPositive();
      String name = "fault" + files.size();
      String planted =
          sound.substring(0, at) + fault.getValue() + sound.substring(at + fault.getKey().length());
      files.add(Files.writeString(folder.resolve(name + ".json"), planted));
      places.add(name + ".ts(" + sound.substring(0, at).lines().count() + ",");
    }

    Command.Result result = check(files);

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains(places);
  }

  private static Command.Result check(List<Path> dashboards) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("./check.sh", Engine.Requirements.cache().toString()));
    dashboards.forEach(dashboard -> words.add(dashboard.toString()));
    return new Command(Path.of("test/grafana").toAbsolutePath()).run(words.toArray(String[]::new));
  }
}
