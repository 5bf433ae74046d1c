package io.candor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the production classes to {@link ArchitectureRules}, and shows that each rule can fail. */
class ArchitectureTest {
    private static final String ROOT = "io.candor";
    /** A small house that breaks every rule once. */
    private static final String BROKEN = "io.candor.broken";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses BROKEN_HOUSE = new ClassFileImporter().importPackages(BROKEN);

    static Stream<ArchRule> rules() {
        return rulesUnder(ROOT).stream();
    }

    static Stream<ArchRule> rulesWithAFixture() {
        return Stream.of(
                ArchitectureRules.everyPackageIsKnown(BROKEN),
                ArchitectureRules.dependenciesAreAllowed(BROKEN, "math"),
                ArchitectureRules.packagesAreFreeOfCycles(BROKEN),
                ArchitectureRules.libraryIsConfined(BROKEN, "io.vertx.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "io.github.bucket4j.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "io.netty.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "com.netflix.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "org.ejml.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "io.opentelemetry.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "io.github.jbellis.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "org.apache.parquet.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "org.knowm.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "picocli.."),
                ArchitectureRules.libraryIsConfined(BROKEN, "me.tongfei.."),
                ArchitectureRules.domainAsksNoClockAndNoDice(BROKEN),
                ArchitectureRules.namesSayWhatAThingIs());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_production_holds(ArchRule rule) {
        rule.check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rulesWithAFixture")
    void rule_brokenHouse_fails(ArchRule rule) {
        assertTrue(rule.evaluate(BROKEN_HOUSE).hasViolation(), () -> "cannot fail: " + rule.getDescription());
    }

    @Test
    void clockRule_brokenHouse_findsEachKindOfAmbientSource() {
        String report = ArchitectureRules.domainAsksNoClockAndNoDice(BROKEN)
                .evaluate(BROKEN_HOUSE)
                .getFailureReport()
                .toString();
        for (String call : List.of(
                "Instant.now",
                "System.currentTimeMillis",
                "Math.random",
                "Random.<init>",
                "ThreadLocalRandom.current",
                "UUID.randomUUID")) {
            assertTrue(report.contains(call), () -> call + " was not found in " + report);
        }
    }

    @Test
    void confinement_everyLibrary_hasAFixture() {
        Set<String> shown = rulesWithAFixture().map(ArchRule::getDescription).collect(Collectors.toSet());
        for (String library : ArchitectureRules.CONFINED.keySet()) {
            String rule = ArchitectureRules.libraryIsConfined(BROKEN, library).getDescription();
            assertTrue(shown.contains(rule), () -> "no fixture breaks: " + rule);
        }
    }

    @Test
    void packages_allOfThem_areNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (String name : ArchitectureRules.ALLOWED.keySet()) {
            if (PRODUCTION.containPackage(ROOT + "." + name)) {
                JavaPackage javaPackage = PRODUCTION.getPackage(ROOT + "." + name);
                if (!javaPackage.isAnnotatedWith(NullMarked.class)) {
                    unmarked.add(name);
                }
            }
        }
        assertEquals(Set.of(), unmarked);
    }

    @Test
    void production_imported_isNotEmpty() {
        assertFalse(PRODUCTION.isEmpty());
    }

    private static List<ArchRule> rulesUnder(String root) {
        return Stream.of(
                        Stream.of(ArchitectureRules.everyPackageIsKnown(root)),
                        ArchitectureRules.ALLOWED.keySet().stream()
                                .map(name -> ArchitectureRules.dependenciesAreAllowed(root, name)),
                        Stream.of(ArchitectureRules.packagesAreFreeOfCycles(root)),
                        ArchitectureRules.CONFINED.keySet().stream()
                                .map(library -> ArchitectureRules.libraryIsConfined(root, library)),
                        Stream.of(
                                ArchitectureRules.domainAsksNoClockAndNoDice(root),
                                ArchitectureRules.namesSayWhatAThingIs()))
                .flatMap(s -> s)
                .toList();
    }
}
