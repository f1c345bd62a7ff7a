package dev.kindred;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of core, downwards only. */
class ArchitectureTest {
    /** A package may use only those above it in this list, and internal. */
    private static final List<String> LAYERS =
            List.of(
                    "data",
                    "expression",
                    "io",
                    "model",
                    "baseline|knn|linear|factor",
                    "rank",
                    "rerank",
                    "blend",
                    "coldstart",
                    "eval",
                    "experiment",
                    "advise");

    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.kindred");

    @Test
    void packagesUseOnlyWhatIsAboveThem() {
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            for (String name : LAYERS.get(layer).split("\\|")) {
                var allowed = new ArrayList<String>();
                for (String above : String.join("|", LAYERS.subList(0, layer)).split("\\|")) {
                    allowed.add("dev.kindred." + above + "..");
                }
                allowed.add("dev.kindred." + name + "..");
                allowed.add("dev.kindred.internal..");
                noClasses()
                        .that()
                        .resideInAPackage("dev.kindred." + name + "..")
                        .should()
                        .dependOnClassesThat(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "are below " + name,
                                        type ->
                                                type.getPackageName().startsWith("dev.kindred")
                                                        && allowed.stream()
                                                                .noneMatch(
                                                                        pattern ->
                                                                                matches(
                                                                                        type
                                                                                                .getPackageName(),
                                                                                        pattern))))
                        .allowEmptyShould(true)
                        .check(CORE);
            }
        }
    }

    private static boolean matches(String packageName, String pattern) {
        String prefix = pattern.substring(0, pattern.length() - 2);
        return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
    }

    @Test
    void internalKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.kindred.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.kindred.data..",
                        "dev.kindred.io..",
                        "dev.kindred.model..",
                        "dev.kindred.knn..",
                        "dev.kindred.rank..",
                        "dev.kindred.eval..")
                .check(CORE);
    }

    @Test
    void reflectionIsOnlyInTheConfigBinder() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ConfigBinder")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(CORE);
    }

    @Test
    void configurationsAreRecords() {
        classes().that().haveSimpleNameEndingWith("Config").should().beRecords().check(CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.kindred.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void libraryNeverPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }

    /**
     * The JVM may compute these in another way from one version to the next: model files differ.
     */
    @Test
    void trainingComputesTheSameOnEveryJdk() {
        for (String function : List.of("exp", "expm1", "log", "log10", "log1p", "tanh", "sin")) {
            noTrainingCalls(function, double.class);
        }
        noTrainingCalls("pow", double.class, double.class);
    }

    private static void noTrainingCalls(String function, Class<?>... types) {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.kindred.data..",
                        "dev.kindred.internal..",
                        "dev.kindred.model..",
                        "dev.kindred.baseline..",
                        "dev.kindred.knn..",
                        "dev.kindred.linear..",
                        "dev.kindred.factor..",
                        "dev.kindred.blend..")
                .should()
                .callMethod(Math.class, function, types)
                .because("StrictMath gives the same bits everywhere")
                .check(CORE);
    }
}
