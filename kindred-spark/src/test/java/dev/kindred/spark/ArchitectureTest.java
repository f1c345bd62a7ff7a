package dev.kindred.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SPARK =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.kindred.spark");

    @Test
    void dataKnowsNothingOfWhatIsMadeOfIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.kindred.spark.data..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.kindred.spark", "dev.kindred.spark.train..")
                .check(SPARK);
    }

    @Test
    void onlyTheJobsKnowOfTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kindred.spark")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(SPARK);
    }

    @Test
    void serverAndCommandLineAreNotKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.kindred.server..", "dev.kindred.cli..")
                .check(SPARK);
    }
}
