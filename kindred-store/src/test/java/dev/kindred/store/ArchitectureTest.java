package dev.kindred.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses STORE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.kindred.store");

    @Test
    void whatIsStoredDoesNotKnowWhere() {
        noClasses()
                .that()
                .resideInAPackage("dev.kindred.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.kindred.store.sql..", "dev.kindred.store.cache..")
                .check(STORE);
        noClasses()
                .that()
                .resideInAPackage("dev.kindred.store.cache..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.kindred.store.sql..", "java.sql..")
                .check(STORE);
    }

    @Test
    void theDatabaseIsReachedThroughPreparedStatementsOfOnePackage() {
        noClasses().should().callMethod(Statement.class, "execute", String.class).check(STORE);
        noClasses().should().callMethod(Statement.class, "executeQuery", String.class).check(STORE);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kindred.store.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(STORE);
    }

    @Test
    void nothingIsDeserialisedAndTheSqlStoreIsOpenedByItsFactoryAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class)
                .check(STORE);
        classes()
                .that()
                .resideInAPackage("dev.kindred.store.sql..")
                .and()
                .doNotHaveSimpleName("Stores")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .notBePublic()
                .check(STORE);
    }
}
