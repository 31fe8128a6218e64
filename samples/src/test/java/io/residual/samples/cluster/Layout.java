package io.residual.samples.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the operator of a cluster sets up for a scoring runtime, as docs/cluster.md has it. */
enum Layout {
  /** Nothing: every submission loads ONNX Runtime from the job jar. */
  ONNX_IN_JOB_JAR("onnx"),

  /** ONNX Runtime in {@code lib}, loaded once for all jobs. */
  ONNX_IN_LIB("onnx"),

  /** The Deeplearning4j add-on in {@code lib}. */
  DL4J_IN_LIB("dl4j");

  private final String runtime;

  Layout(String runtime) {
    this.runtime = runtime;
  }

  /** The job's option {@code runtime}. */
  String runtime() {
    return runtime;
  }

  List<Path> extraLibs() {
    return switch (this) {
      case ONNX_IN_JOB_JAR -> List.of();
      case ONNX_IN_LIB -> List.of(onClassPath("onnxruntime-"));
      case DL4J_IN_LIB -> List.of(built("residual.dl4j.addon"));
    };
  }

  Map<String, String> settings() {
    return this == ONNX_IN_LIB
        ? Map.of("classloader.parent-first-patterns.additional", "ai.onnxruntime.")
        : Map.of();
  }

  static Path jobJar() {
    return built("residual.job.jar");
  }

  private static Path built(String property) {
    Path jar = Path.of(System.getProperty(property)).normalize();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          jar + " is missing; build job and job/dl4j-addon along with samples");
    }
    return jar;
  }

  private static Path onClassPath(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.getFileName().toString().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }
}
