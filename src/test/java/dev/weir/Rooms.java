package dev.weir;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The plan of the house as rules; a package is a room. */
final class Rooms {

    private static final List<String> DOORS = List.of("cli", "console");
    private static final List<String> FEATURES =
            List.of("produce", "channels", "consumers", "stream", "topics", "groups", "generate");
    private static final List<String> GROUND_FLOOR = List.of("model", "kafka", "http");
    private static final String WORKSHOP = "broker";

    private final String root;

    /**
     * The plan of one house.
     *
     * @param root the package that the rooms are in
     */
    Rooms(String root) {
        this.root = root;
    }

    /** Every rule there is. */
    List<ArchRule> rules() {
        return List.of(
                everyClassIsInARoom(),
                importsGoDown(),
                featuresDoNotKnowEachOther(),
                groundFloorStandsAlone(),
                modelKnowsOnlyTheLanguage(),
                nobodyKnowsTheWorkshop(),
                noCycles(),
                messagingIsForThoseWhoSendAndRead(),
                theWireKnowsOneInterfaceOfMessaging(),
                httpIsForResources(),
                adminIsForThoseWhoAdminister(),
                theCommandLineLogsWithoutQuarkus(),
                namesSayWhatAClassIs());
    }

    private ArchRule everyClassIsInARoom() {
        var rooms = Stream.of(DOORS, FEATURES, GROUND_FLOOR, List.of(WORKSHOP)).flatMap(List::stream);
        return classes()
                .should()
                .resideInAnyPackage(rooms.map(this::room).toArray(String[]::new))
                .because("a package that is not on the plan escapes its rules");
    }

    private ArchRule importsGoDown() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("doors")
                .definedBy(rooms(DOORS))
                .layer("features")
                .definedBy(rooms(FEATURES))
                .layer("ground floor")
                .definedBy(rooms(GROUND_FLOOR))
                .whereLayer("doors")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("doors")
                .as("imports go down: doors, features, ground floor");
    }

    private ArchRule featuresDoNotKnowEachOther() {
        return slices().matching(root + ".(*)..")
                .as("features")
                .that(reside(FEATURES))
                .should()
                .notDependOnEachOther()
                .because("what two features need moves down")
                .allowEmptyShould(true);
    }

    private ArchRule groundFloorStandsAlone() {
        return noClasses()
                .that()
                .resideInAnyPackage(room("kafka"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room("http"))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jboss.resteasy.reactive..")
                .because("what Kafka says is not said in HTTP")
                .allowEmptyShould(true);
    }

    private ArchRule modelKnowsOnlyTheLanguage() {
        return classes()
                .that()
                .resideInAPackage(room("model"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson.annotation..", room("model"))
                .because("words are for everyone")
                .allowEmptyShould(true);
    }

    private ArchRule nobodyKnowsTheWorkshop() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room(WORKSHOP))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room(WORKSHOP))
                .because("the broker is for dev mode and tests")
                .allowEmptyShould(true);
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    private ArchRule messagingIsForThoseWhoSendAndRead() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        room("produce"), room("channels"), room("stream"), room("generate"), room("kafka"))
                .should()
                .dependOnClassesThat(messaging())
                .because("records go through channels in the rooms that own them")
                .allowEmptyShould(true);
    }

    /** {@code ProducerRetriesCustomizer} must implement it, and stands where the clients are wired. */
    private ArchRule theWireKnowsOneInterfaceOfMessaging() {
        return noClasses()
                .that()
                .resideInAPackage(room("kafka"))
                .should()
                .dependOnClassesThat(messaging()
                        .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(
                                io.smallrye.reactive.messaging.ClientCustomizer.class))))
                .because("kafka has the wires, not the channels")
                .allowEmptyShould(true);
    }

    /** Quarkus replaces each use of it by a logger of the class when it builds the service, and it throws without. */
    private ArchRule theCommandLineLogsWithoutQuarkus() {
        return noClasses()
                .that()
                .resideInAPackage(room("cli"))
                .should()
                .transitivelyDependOnClassesThat()
                .belongToAnyOf(io.quarkus.logging.Log.class)
                .because("the command line runs without Quarkus")
                .allowEmptyShould(true);
    }

    private ArchRule httpIsForResources() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room("http"))
                .and()
                .haveNameNotMatching(".*(Resource|Parameters|Events)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .because("a resource translates, with what it takes (Parameters) and what it streams (Events)")
                .allowEmptyShould(true);
    }

    private ArchRule adminIsForThoseWhoAdminister() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(room("kafka"), room("topics"), room("groups"), room(WORKSHOP))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients.admin..")
                .because("there is one Admin, and few who ask it")
                .allowEmptyShould(true);
    }

    private ArchRule namesSayWhatAClassIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Dto|DTO)(\\$.*)?")
                .because("these endings say nothing")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> messaging() {
        return JavaClass.Predicates.resideInAnyPackage(
                "org.eclipse.microprofile.reactive.messaging..", "io.smallrye.reactive.messaging..");
    }

    private DescribedPredicate<com.tngtech.archunit.library.dependencies.Slice> reside(List<String> names) {
        return DescribedPredicate.describe(
                "are features", slice -> slice.stream().allMatch(type -> names.contains(roomOf(type))));
    }

    private String roomOf(JavaClass type) {
        return type.getPackageName().substring(root.length() + 1).split("\\.", 2)[0];
    }

    private String[] rooms(List<String> names) {
        return names.stream().map(this::room).toArray(String[]::new);
    }

    private String room(String name) {
        return root + "." + name + "..";
    }
}
