package dev.kindred.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import org.junit.jupiter.api.Test;

/** What no code of the server may do, whatever requests hold. */
class ArchitectureTest {
    private static final JavaClasses SERVER =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.kindred.server");

    @Test
    void nothingIsDeserialisedIntoTypesThatTheTextNames() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class)
                .check(SERVER);
        noClasses()
                .should()
                .callMethodWhere(
                        JavaCall.Predicates.target(
                                HasName.Predicates.nameMatching(
                                        "(enable|activate)DefaultTyping.*")))
                .check(SERVER);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.beans..", "javax.script..", "org.yaml.snakeyaml.constructor..")
                .check(SERVER);
    }

    @Test
    void noXmlIsReadAndNoUrlOfAClientFetched() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml..", "org.w3c.dom..", "org.xml.sax..")
                .check(SERVER);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..")
                .check(SERVER);
        noClasses()
                .should()
                .callMethod(java.net.URL.class, "openStream")
                .orShould()
                .callMethod(java.net.URL.class, "openConnection")
                .check(SERVER);
    }

    @Test
    void theDatabaseIsReachedThroughTheStoreAlone() {
        noClasses().should().dependOnClassesThat().resideInAPackage("java.sql..").check(SERVER);
    }

    /** So that the rule above cannot pass because nothing was looked at. */
    @Test
    void theClassesAreThere() {
        assertThat(SERVER.contain(KindredServer.class)).isTrue();
        assertThat(
                        SERVER.stream()
                                .anyMatch(
                                        one ->
                                                one.getDirectDependenciesFromSelf().stream()
                                                        .anyMatch(
                                                                to ->
                                                                        to.getTargetClass()
                                                                                .isEquivalentTo(
                                                                                        ObjectMapper
                                                                                                .class))))
                .isTrue();
    }
}
