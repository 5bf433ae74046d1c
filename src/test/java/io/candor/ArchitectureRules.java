package io.candor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The structure of the house as data, and the ArchUnit rules that follow from it for the packages under a root. */
final class ArchitectureRules {
    private static final List<String> KERNEL = List.of("error", "config", "math", "catalog");
    private static final String[] ONLINE = {
        "access",
        "event",
        "eventlog",
        "profile",
        "model",
        "retrieval",
        "ranking",
        "exploration",
        "experiment",
        "serving",
        "debiasing",
        "storage",
        "http"
    };

    /** Package → the packages of the project it may use, besides itself. */
    static final Map<String, Set<String>> ALLOWED = new LinkedHashMap<>();

    static {
        allow("error");
        allow("config", "error");
        allow("math", "error");
        allow("catalog", "error", "config", "math");
        allow("exploration", "error", "config", "math");
        allow("parquet");
        allow("report");
        allowWithKernel("event");
        allowWithKernel("eventlog", "event");
        allowWithKernel("profile", "event");
        allowWithKernel("model", "parquet");
        allowWithKernel("retrieval", "model");
        allowWithKernel("ranking", "retrieval");
        allowWithKernel("experiment", "event");
        allowWithKernel("serving", "event", "profile", "model", "retrieval", "ranking", "exploration", "experiment");
        allowWithKernel("exposure", "event", "parquet");
        allowWithKernel("debiasing", "exposure", "event", "exploration", "dataset");
        allowWithKernel("storage", "event", "experiment", "exposure");
        allowWithKernel("access");
        allowWithKernel("http", "access", "event", "profile", "serving", "retrieval", "model", "experiment");
        allowWithKernel("dataset", "parquet", "event", "profile");
        allowWithKernel("training", "dataset", "model");
        allowWithKernel("evaluation", "dataset", "model", "report");
        allowWithKernel("offpolicy");
        allowWithKernel("simulation");
        allowWithKernel("verticle", ONLINE);
        allowEverythingBefore("app");
        allowEverythingBefore("cli");
    }

    /** Packages of a library → the packages of the project that may use it. */
    static final Map<String, Set<String>> CONFINED = new LinkedHashMap<>();

    static {
        CONFINED.put("io.vertx..", Set.of("http", "eventlog", "verticle", "storage", "app"));
        CONFINED.put("io.netty..", Set.of("http", "eventlog", "verticle", "storage", "app"));
        CONFINED.put("io.github.bucket4j..", Set.of("http"));
        CONFINED.put("com.netflix..", Set.of("http"));
        CONFINED.put("org.ejml..", Set.of("math"));
        CONFINED.put("io.opentelemetry..", Set.of("http", "app"));
        CONFINED.put("io.github.jbellis..", Set.of("retrieval"));
        CONFINED.put("org.apache.parquet..", Set.of("parquet"));
        CONFINED.put("org.knowm..", Set.of("report"));
        CONFINED.put("picocli..", Set.of("cli"));
        CONFINED.put("me.tongfei..", Set.of("cli"));
    }

    /** The packages that may ask the machine for the time, and for chance, and hand them on as parameters. */
    private static final Set<String> WIRING = Set.of("verticle", "app", "cli");

    private static final Map<String, Set<String>> AMBIENT = Map.of(
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDate", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.time.OffsetDateTime", Set.of("now"),
            "java.lang.System", Set.of("currentTimeMillis"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
            "java.util.Random", Set.of("<init>"));

    private ArchitectureRules() {}

    /** Every class lies in a package of the table. */
    static ArchRule everyPackageIsKnown(String root) {
        String[] known = ALLOWED.keySet().stream().map(p -> root + "." + p).toArray(String[]::new);
        return classes()
                .should()
                .resideInAnyPackage(known)
                .because("a new package belongs into the dependency table first");
    }

    /** No package uses another one that the table does not allow it. */
    static ArchRule dependenciesAreAllowed(String root, String from) {
        Set<String> forbidden = new TreeSet<>(ALLOWED.keySet());
        forbidden.removeAll(ALLOWED.getOrDefault(from, Set.of()));
        forbidden.remove(from);
        return noClasses()
                .that(resideInAPackage(root + "." + from))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        forbidden.stream().map(p -> root + "." + p).toArray(String[]::new)))
                .allowEmptyShould(true)
                .because(from + " may use only " + ALLOWED.getOrDefault(from, Set.of()));
    }

    static ArchRule packagesAreFreeOfCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    static ArchRule libraryIsConfined(String root, String library) {
        String[] users = CONFINED.get(library).stream().map(p -> root + "." + p).toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .because(library + " belongs to " + CONFINED.get(library) + " alone");
    }

    /** Clock and randomness are parameters everywhere but in the wiring. */
    static ArchRule domainAsksNoClockAndNoDice(String root) {
        DescribedPredicate<JavaAccess<?>> ambient = describe(
                "the clock or a global random source",
                access -> isAmbient(access.getTargetOwner(), access.getTarget()));
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        WIRING.stream().map(p -> root + "." + p).toArray(String[]::new))
                .should()
                .accessTargetWhere(ambient)
                .because("InstantSource and RandomGenerator are parameters");
    }

    /** Names say what a thing is. */
    static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
                .because("such a name does not say what the class is");
    }

    private static boolean isAmbient(JavaClass owner, AccessTarget target) {
        return AMBIENT.getOrDefault(owner.getName(), Set.of()).contains(target.getName());
    }

    private static void allow(String from, String... to) {
        ALLOWED.put(from, Set.of(to));
    }

    private static void allowEverythingBefore(String from) {
        ALLOWED.put(from, new TreeSet<>(ALLOWED.keySet()));
    }

    private static void allowWithKernel(String from, String... to) {
        Set<String> all = new TreeSet<>(KERNEL);
        all.addAll(Arrays.asList(to));
        ALLOWED.put(from, all);
    }
}
