package io.residual.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.residual.job", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theJobUsesTheModelOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.residual.trainer..", "io.residual.samples..");

  @ArchTest
  static final ArchRule runtimesStayBehindTheModel =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.deeplearning4j..",
              "org.nd4j..",
              "org.bytedeco..",
              "ai.onnxruntime..",
              "io.residual.model.score.dl4j..",
              "io.residual.model.score.onnx..");

  @ArchTest
  static final ArchRule operatorsKnowNothingOfKafka =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.residual.job.kafka", "io.residual.job.serde")
          .and()
          .doNotHaveFullyQualifiedName("io.residual.job.config.KafkaClientChecks")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.residual.job.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheEntryPointsPrintOrExit =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.residual.job")
          .and()
          .doNotHaveSimpleName("ContainerCheck")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule onlyTheProcessOfItsOwnExits =
      noClasses()
          .that()
          .doNotHaveSimpleName("LocalJob")
          .and()
          .doNotHaveSimpleName("ContainerCheck")
          .should()
          .callMethod(System.class, "exit", int.class);
}
