package io.residual.samples.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder laid out as Flink's own distribution is: {@code lib} and {@code conf}. The distribution
 * itself is no Maven artifact, so {@code lib} takes Flink's modules and what they need from the
 * class path of the tests. Connectors stay out, as in the distribution: the job jar brings them.
 */
record FlinkHome(Path root) {
  private static final Pattern RUNTIME =
      Pattern.compile(
          "(flink-(?!connector-kafka|connector-base|test-utils|metrics-prometheus).*"
              + "|kryo|reflectasm|objenesis|minlog|commons-(cli|codec|collections|compress|io|lang3"
              + "|math3|text)|javassist|jsr305|snakeyaml-engine|async-profiler|slf4j-api|snappy-java"
              + "|log4j-(api|core|slf4j2-impl))-\\d.*\\.jar");

  /** As in the {@code env.java.opts.all} that Flink ships; the job itself needs none of them. */
  static final List<String> JVM_OPTIONS =
      Stream.of(
              "--add-exports=java.base/sun.net.util",
              "--add-exports=java.rmi/sun.rmi.registry",
              "--add-exports=jdk.compiler/com.sun.tools.javac.api",
              "--add-exports=jdk.compiler/com.sun.tools.javac.file",
              "--add-exports=jdk.compiler/com.sun.tools.javac.parser",
              "--add-exports=jdk.compiler/com.sun.tools.javac.tree",
              "--add-exports=jdk.compiler/com.sun.tools.javac.util",
              "--add-exports=java.security.jgss/sun.security.krb5",
              "--add-opens=java.base/java.lang",
              "--add-opens=java.base/java.net",
              "--add-opens=java.base/java.io",
              "--add-opens=java.base/java.nio",
              "--add-opens=java.base/sun.nio.ch",
              "--add-opens=java.base/java.lang.reflect",
              "--add-opens=java.base/java.text",
              "--add-opens=java.base/java.time",
              "--add-opens=java.base/java.util",
              "--add-opens=java.base/java.util.concurrent",
              "--add-opens=java.base/java.util.concurrent.atomic",
              "--add-opens=java.base/java.util.concurrent.locks")
          .map(option -> option + "=ALL-UNNAMED")
          .toList();

  private static final String LOG_SETTINGS =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = Console
      appender.console.name = Console
      appender.console.type = CONSOLE
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %-60c %x - %m%n
      logger.pekko.name = org.apache.pekko
      logger.pekko.level = INFO
      logger.kafka.name = org.apache.kafka
      logger.kafka.level = WARN
      # Two sinks in one chain: Flink warns at every checkpoint that their metrics share a name.
      logger.metrics.name = org.apache.flink.metrics.MetricGroup
      logger.metrics.level = ERROR
      """;

  /**
   * Lays out a new home.
   *
   * @param extraLibs jars that the operator of the cluster adds to {@code lib}
   * @param settings what differs from Flink's defaults
   */
  static FlinkHome create(Path root, List<Path> extraLibs, Map<String, String> settings)
      throws IOException {
    FlinkHome home = new FlinkHome(root);
    Files.createDirectories(home.lib());
    Files.createDirectories(home.conf());
    Map<String, Path> jars = new LinkedHashMap<>();
    Stream.concat(runtimeJars(), extraLibs.stream())
        .forEach(jar -> jars.put(jar.getFileName().toString(), jar));
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      Files.copy(jar.getValue(), home.lib().resolve(jar.getKey()));
    }
    StringBuilder yaml = new StringBuilder();
    settings.forEach((key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
    Files.writeString(home.conf().resolve("config.yaml"), yaml);
    Files.writeString(home.logSettings(), LOG_SETTINGS);
    return home;
  }

  private static Stream<Path> runtimeJars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(jar -> RUNTIME.matcher(jar.getFileName().toString()).matches())
        .filter(jar -> !jar.getFileName().toString().endsWith("-tests.jar"));
  }

  Path lib() {
    return root.resolve("lib");
  }

  Path conf() {
    return root.resolve("conf");
  }

  private Path logSettings() {
    return conf().resolve("log4j-console.properties");
  }

  /** Options of every Flink process of this home. */
  List<String> jvmOptions() {
    return Stream.concat(
            JVM_OPTIONS.stream(), Stream.of("-Dlog4j.configurationFile=" + logSettings().toUri()))
        .toList();
  }

  /** The jars in the order of the scripts that Flink ships: by name. */
  List<Path> classPath() throws IOException {
    try (Stream<Path> jars = Files.list(lib())) {
      return jars.sorted().toList();
    }
  }
}
