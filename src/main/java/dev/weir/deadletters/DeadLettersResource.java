package dev.weir.deadletters;

import dev.weir.deadletters.redrive.RedriveReport;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.NameQuery;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Lists dead letters, and sends them back. */
@Path("/dead-letters")
@Consumes({MediaTypes.JSON, MediaTypes.CONTROL})
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class DeadLettersResource implements DeclaresQueryParameters {

    private static final Set<String> LIST_PARAMETERS =
            Stream.concat(NameQuery.PARAMETERS.stream(), Stream.of("origins")).collect(Collectors.toUnmodifiableSet());

    private final DeadLettersConfig config;
    private final LetterService letters;
    private final Redrives redrives;
    private final Access access;

    DeadLettersResource(DeadLettersConfig config, LetterService letters, Redrives redrives, Access access) {
        this.config = config;
        this.letters = letters;
        this.redrives = redrives;
        this.access = access;
    }

    @Override
    public Set<String> query(String method) {
        return switch (method) {
            case "list" -> LIST_PARAMETERS;
            case "page" -> Set.of("topic", "cause", "where", "state", "limit", "after");
            default -> Set.of();
        };
    }

    @GET
    public LetterTopicList list(@BeanParam NameQuery query, @RestQuery @DefaultValue("true") boolean origins) {
        var caller = access.caller();
        var page = letters.list(caller, query.selection(), origins);
        return new LetterTopicList(page.items(), page.next());
    }

    @GET
    @Path("/records")
    public ListedLetters page(
            @RestQuery TopicName topic,
            @RestQuery String cause,
            @RestQuery String where,
            @RestQuery @DefaultValue("held") String state,
            @RestQuery @DefaultValue("50") int limit,
            @RestQuery String after) {
        var caller = access.caller();
        if (topic != null) {
            caller.check(Action.READ, topic.checkReadable(false));
        }
        var query = new LetterQuery(topic, cause, where, state, limit, after);
        return letters.page(caller, query);
    }

    @GET
    @Path("/{topic}/{partition}/{offset}")
    public ListedLetter letter(@RestPath TopicName topic, @RestPath int partition, @RestPath long offset) {
        topic.checkReadable(false);
        return letters.letter(topic, partition, offset);
    }

    @POST
    @Path("/{topic}/redrive")
    public RestResponse<Object> redrive(@RestPath TopicName topic, RedriveRequest request) {
        if (request == null) {
            throw Failure.invalid("The body is missing; {} plans to send all dead letters of the topic");
        }
        var caller = access.caller();
        caller.check(Action.READ, topic.checkReadable(false));
        if (request.to() != null) {
            caller.check(Action.PRODUCE, request.to());
        }
        var spec = request.spec(topic, config.maxRedrives(), letters.payloads());
        if (request.dryRun()) {
            return RestResponse.ok(redrives.plan(caller, spec));
        }
        var started = redrives.start(caller, spec);
        return ResponseBuilder.<Object>accepted(started)
                .header("Location", "/dead-letters/redrives/" + started.id())
                .build();
    }

    @GET
    @Path("/redrives/{id}")
    public RedriveReport report(@RestPath String id) {
        return redrives.report(access.caller(), id);
    }

    @DELETE
    @Path("/redrives/{id}")
    public RedriveReport cancel(@RestPath String id) throws InterruptedException {
        return redrives.cancel(access.caller(), id);
    }
}
