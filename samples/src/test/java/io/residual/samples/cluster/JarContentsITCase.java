package io.residual.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
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
            "META-INF/services/io.residual.model.score.ReconstructorFactory")
        .noneMatch(entry -> entry.startsWith("org/apache/flink/runtime/"))
        .noneMatch(entry -> entry.startsWith("org/apache/flink/streaming/"))
        .noneMatch(entry -> entry.startsWith("org/slf4j/"))
        .noneMatch(entry -> entry.startsWith("org/apache/logging/"))
        .noneMatch(entry -> entry.startsWith("org/nd4j/"))
        .noneMatch(entry -> entry.endsWith(".SF") || entry.endsWith(".RSA"));
    assertThat(entries)
        .filteredOn(entry -> entry.startsWith("ai/onnxruntime/native/") && !entry.endsWith("/"))
        .containsExactlyInAnyOrder(
            "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
            "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so",
            "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
            "ai/onnxruntime/native/linux-aarch64/libonnxruntime4j_jni.so");
    assertThat(entries)
        .noneMatch(entry -> entry.endsWith(".dll") || entry.endsWith(".dylib"))
        .noneMatch(entry -> entry.endsWith(".jnilib") || entry.endsWith(".dbg"));
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
            "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64/libnd4jcpu.so")
        .noneMatch(entry -> entry.startsWith("org/slf4j/"))
        .noneMatch(entry -> entry.startsWith("org/apache/"))
        .noneMatch(entry -> entry.startsWith("com/fasterxml/"))
        .noneMatch(entry -> entry.startsWith("javax/"))
        .noneMatch(entry -> entry.startsWith("io/residual/model/"));
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
