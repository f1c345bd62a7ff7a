package dev.kindred.neural;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses NEURAL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.kindred.neural");

    @Test
    void onlyTrainingKnowsPyTorch() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(Torch|Step|Dropout|NcfGraph|SasRecGraph)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(NEURAL);
    }

    @Test
    void whatScoresDoesNotKnowWhatTrains() {
        noClasses()
                .that()
                .haveNameMatching(
                        ".*\\.(Ncf|NcfRating|SasRec)(Model|Network|Weights)(\\$.*)?"
                                + "|.*\\.(Taste|Tastes|Dense|Norm|Columns|Embeddings)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        ".*\\.(Torch|Step|.*Graph|.*Training|Weights|.*Parameters)(\\$.*)?")
                .check(NEURAL);
    }

    @Test
    void theLibraryNeverPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(NEURAL);
    }
}
