package io.residual.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between all modules: samples sees every one of them. */
@AnalyzeClasses(packages = "io.residual", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theModelUsesNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("io.residual.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.residual.trainer..",
              "io.residual.job..",
              "io.residual.samples..",
              "org.apache.flink..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule theTrainerUsesTheModelOnly =
      noClasses()
          .that()
          .resideInAPackage("io.residual.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.residual.job..", "io.residual.samples..", "org.apache.flink..");

  @ArchTest
  static final ArchRule theTrainerSeesKafkaInOnePackage =
      noClasses()
          .that()
          .resideInAPackage("io.residual.trainer..")
          .and()
          .resideOutsideOfPackage("io.residual.trainer.kafka")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule theJobNeverSeesTheTrainerOrTheSamples =
      noClasses()
          .that()
          .resideInAPackage("io.residual.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.residual.trainer..", "io.residual.samples..");

  @ArchTest
  static final ArchRule deeplearning4jStaysWhereNetworksAreFittedAndRun =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.residual.model.score.dl4j", "io.residual.trainer.fit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule onnxStaysWhereNetworksAreFittedAndRun =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.residual.model.score.onnx", "io.residual.trainer.fit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "onnx..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.residual.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyCommandLinesEndTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli")
          .and()
          .doNotHaveFullyQualifiedName("io.residual.job.LocalJob")
          .and()
          .doNotHaveFullyQualifiedName("io.residual.job.container.ContainerCheck")
          .should()
          .callMethod(System.class, "exit", int.class);
}
