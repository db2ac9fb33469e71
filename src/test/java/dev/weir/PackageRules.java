package dev.weir;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.github.benmanes.caffeine.cache.Ticker;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The dependencies that the architecture allows; a package of the root is an entry point, a feature or foundation. */
final class PackageRules {

    private static final List<String> ENTRY_POINTS = List.of("cli", "console");
    private static final List<String> FEATURES = List.of(
            "produce", "channels", "consumers", "stream", "topics", "groups", "generate", "deadletters", "access");
    private static final List<String> FOUNDATION = List.of("model", "kafka", "http", "reading", "cluster");
    private static final String BROKER = "broker";

    private static final Set<String> OF_THE_MACHINE = Set.of(
            "Clock.systemUTC",
            "InetAddress.getLocalHost",
            "Instant.now",
            "ProcessHandle.current",
            "Runtime.availableProcessors",
            "Runtime.maxMemory",
            "System.currentTimeMillis",
            "System.getProperty",
            "System.getenv",
            "System.nanoTime",
            "ThreadLocalRandom.current",
            "UUID.randomUUID",
            "ZoneId.systemDefault");

    private final String root;

    /**
     * The rules of one code base.
     *
     * @param root the package of its packages
     */
    PackageRules(String root) {
        this.root = root;
    }

    List<ArchRule> rules() {
        return List.of(
                everyClassIsInADeclaredPackage(),
                importsGoDown(),
                featuresDoNotImportEachOther(),
                kafkaDoesNotImportHttp(),
                readingImportsModelAndKafka(),
                modelImportsOnlyLeafLibraries(),
                brokerIsNotImported(),
                noCycles(),
                noCyclesInside("channels"),
                noCyclesInside("cli"),
                noCyclesInside("cluster"),
                noCyclesInside("consumers"),
                noCyclesInside("deadletters"),
                noCyclesInside("http"),
                noCyclesInside("kafka"),
                noCyclesInside("topics"),
                noCyclesInside("produce"),
                messagingTypesStayInTheirPackages(),
                kafkaImportsOneMessagingType(),
                jaxRsTypesStayInResources(),
                adminTypesStayInTheirPackages(),
                cliCodeDoesNotUseQuarkusLog(),
                timeIsMeasuredByTheInjectedTicker(),
                noStaticFieldHoldsABuffer(),
                staticInitialisersDoNotAskForTheMachine());
    }

    private ArchRule everyClassIsInADeclaredPackage() {
        var packages =
                Stream.of(ENTRY_POINTS, FEATURES, FOUNDATION, List.of(BROKER)).flatMap(List::stream);
        return classes()
                .should()
                .resideInAnyPackage(packages.map(this::inPackage).toArray(String[]::new))
                .because("a package that no list names escapes the rules");
    }

    private ArchRule importsGoDown() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("entry points")
                .definedBy(inPackages(ENTRY_POINTS))
                .layer("features")
                .definedBy(inPackages(FEATURES))
                .layer("foundation")
                .definedBy(inPackages(FOUNDATION))
                .whereLayer("entry points")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("entry points")
                .as("imports go down: entry points, features, foundation");
    }

    private ArchRule featuresDoNotImportEachOther() {
        return slices().matching(root + ".(*)..")
                .as("features")
                .that(reside(FEATURES))
                .should()
                .notDependOnEachOther()
                .because("code that two features need belongs to the foundation")
                .allowEmptyShould(true);
    }

    private ArchRule kafkaDoesNotImportHttp() {
        return noClasses()
                .that()
                .resideInAnyPackage(inPackage("kafka"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(inPackage("http"))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jboss.resteasy.reactive..")
                .because("the package kafka serves the command line too")
                .allowEmptyShould(true);
    }

    private ArchRule readingImportsModelAndKafka() {
        return noClasses()
                .that()
                .resideInAPackage(inPackage("reading"))
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(root + "..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                inPackage("reading"), inPackage("kafka"), inPackage("model")))))
                .because("features and the command line read with it, over HTTP or without")
                .allowEmptyShould(true);
    }

    private ArchRule modelImportsOnlyLeafLibraries() {
        return classes()
                .that()
                .resideInAPackage(inPackage("model"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "com.fasterxml.jackson.annotation..", "com.google.re2j..", inPackage("model"))
                .because("every package uses the model")
                .allowEmptyShould(true);
    }

    private ArchRule brokerIsNotImported() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(inPackage(BROKER))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inPackage(BROKER))
                .because("the broker is for dev mode and tests only")
                .allowEmptyShould(true);
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** Each sub-package is a slice, and so is the package itself. */
    private ArchRule noCyclesInside(String name) {
        return slices().assignedFrom(new SubPackages(root + "." + name))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private ArchRule messagingTypesStayInTheirPackages() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        inPackage("produce"),
                        inPackage("channels"),
                        inPackage("stream"),
                        inPackage("generate"),
                        inPackage("kafka"))
                .should()
                .dependOnClassesThat(messaging())
                .because("only the packages that own channels use them")
                .allowEmptyShould(true);
    }

    /** Customizers of Kafka's clients implement {@code ClientCustomizer}. */
    private ArchRule kafkaImportsOneMessagingType() {
        return noClasses()
                .that()
                .resideInAPackage(inPackage("kafka"))
                .should()
                .dependOnClassesThat(messaging()
                        .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(
                                io.smallrye.reactive.messaging.ClientCustomizer.class))))
                .because("kafka configures clients and owns no channel")
                .allowEmptyShould(true);
    }

    /** Quarkus replaces each use of {@code Log} by a logger when it builds the service; without Quarkus it throws. */
    private ArchRule cliCodeDoesNotUseQuarkusLog() {
        return noClasses()
                .that()
                .resideInAPackage(inPackage("cli"))
                .should()
                .transitivelyDependOnClassesThat()
                .belongToAnyOf(io.quarkus.logging.Log.class)
                .because("the command line runs without Quarkus")
                .allowEmptyShould(true);
    }

    /**
     * Only the producer of the ticker, the admin client for programs without CDI, and commands may use the system's.
     * The broker waits for processes of the system, by no clock of a test.
     */
    private ArchRule timeIsMeasuredByTheInjectedTicker() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(inPackage(BROKER))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "the system's clock is read, or made the ticker outside of what starts a program",
                        access -> isTargetOf(access, System.class, "nanoTime")
                                || (isTargetOf(access, Ticker.class, "systemTicker")
                                        && !access.getOriginOwner()
                                                .getSimpleName()
                                                .matches("TickerProducer|KafkaAdmin|[A-Za-z]+Command"))))
                .because("a test can then say how much time passes")
                .allowEmptyShould(true);
    }

    /** Static initialisers run while a native executable is built, and buffers of Netty cannot be part of its heap. */
    private ArchRule noStaticFieldHoldsABuffer() {
        return noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(JavaClass.Predicates.resideInAnyPackage("io.netty..", "io.vertx.core.buffer.."))
                .because("native-image refuses an image heap with such an object")
                .allowEmptyShould(true);
    }

    /** A native executable would keep the answer of the machine that it was built on. */
    private ArchRule staticInitialisersDoNotAskForTheMachine() {
        return noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "a static initialiser asks for machine, process or time",
                        call -> call.getOrigin().getName().equals(JavaStaticInitializer.STATIC_INITIALIZER_NAME)
                                && OF_THE_MACHINE.contains(
                                        call.getTargetOwner().getSimpleName() + "." + call.getName())))
                .because("static initialisers run while a native executable is built");
    }

    private ArchRule jaxRsTypesStayInResources() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(inPackage("http"))
                .and()
                .haveNameNotMatching(".*(Resource|Parameters)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .because("a resource translates, with its parameters (Parameters)")
                .allowEmptyShould(true);
    }

    private ArchRule adminTypesStayInTheirPackages() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        inPackage("kafka"),
                        inPackage("reading"),
                        inPackage("topics"),
                        inPackage("groups"),
                        inPackage("deadletters"),
                        inPackage("cluster"),
                        inPackage(BROKER))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients.admin..")
                .because("all packages share one Admin")
                .allowEmptyShould(true);
    }

    private static boolean isTargetOf(JavaAccess<?> access, Class<?> owner, String name) {
        return access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(name);
    }

    private static DescribedPredicate<JavaClass> messaging() {
        return JavaClass.Predicates.resideInAnyPackage(
                "org.eclipse.microprofile.reactive.messaging..", "io.smallrye.reactive.messaging..");
    }

    private DescribedPredicate<com.tngtech.archunit.library.dependencies.Slice> reside(List<String> names) {
        return DescribedPredicate.describe(
                "are features", slice -> slice.stream().allMatch(type -> names.contains(packageOf(type))));
    }

    private String packageOf(JavaClass type) {
        return type.getPackageName().substring(root.length() + 1).split("\\.", 2)[0];
    }

    private String[] inPackages(List<String> names) {
        return names.stream().map(this::inPackage).toArray(String[]::new);
    }

    private String inPackage(String name) {
        return root + "." + name + "..";
    }

    /** One slice for each package below, and one for the package itself. */
    private record SubPackages(String parent) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            var name = type.getPackageName();
            return name.equals(parent) || name.startsWith(parent + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + parent;
        }
    }
}
