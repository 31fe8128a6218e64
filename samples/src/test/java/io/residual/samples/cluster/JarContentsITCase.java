package io.residual.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is in the jars that users put on their clusters, and what must not be. */
class JarContentsITCase {

  @Test
  void theJobJarBringsItsLibrariesAndNothingOfFlinks() throws IOException {
    List<String> entries = entries(Layout.jobJar());
    assertThat(entries)
        .contains(
            "io/residual/job/ResidualJob.class",
            "io/residual/model/bundle/ModelBundle.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/flink/connector/base/DeliveryGuarantee.class",
            "org/apache/kafka/clients/producer/KafkaProducer.class",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/THIRD-PARTY-LICENSES",
            "META-INF/services/io.residual.model.score.ReconstructorFactory");
    assertThat(
            startingWith(
                entries,
                "org/apache/flink/runtime/",
                "org/apache/flink/streaming/api/",
                "org/slf4j/",
                "org/apache/logging/",
                "org/nd4j/"))
        .isEmpty();
    assertThat(endingWith(entries, ".SF", ".RSA", ".DSA")).as("signatures").isEmpty();
    assertThat(entries)
        .filteredOn(entry -> entry.startsWith("ai/onnxruntime/native/") && !entry.endsWith("/"))
        .containsExactlyInAnyOrder(
            "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
            "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so",
            "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
            "ai/onnxruntime/native/linux-aarch64/libonnxruntime4j_jni.so");
    assertThat(endingWith(entries, ".dll", ".dylib", ".jnilib", ".dbg"))
        .as("other platforms and debug symbols")
        .isEmpty();
  }

  @Test
  void theJobJarNamesItsMainClass() throws IOException {
    try (JarFile jar = new JarFile(Layout.jobJar().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo("io.residual.job.ResidualJob");
    }
  }

  @Test
  @Tag("cluster")
  void theAddonHidesNothingOfFlinks() throws IOException {
    List<String> entries = entries(Layout.DL4J_IN_LIB.extraLibs().get(0));
    assertThat(entries)
        .contains(
            "org/deeplearning4j/nn/multilayer/MultiLayerNetwork.class",
            "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64/libnd4jcpu.so");
    assertThat(
            startingWith(
                entries,
                "org/slf4j/",
                "org/apache/",
                "com/fasterxml/",
                "javax/",
                "io/residual/model/"))
        .isEmpty();
  }

  private static List<String> startingWith(List<String> entries, String... prefixes) {
    return entries.stream()
        .filter(entry -> Stream.of(prefixes).anyMatch(entry::startsWith))
        .toList();
  }

  private static List<String> endingWith(List<String> entries, String... suffixes) {
    return entries.stream().filter(entry -> Stream.of(suffixes).anyMatch(entry::endsWith)).toList();
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
