package dev.weir.channels.push;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.model.Failure;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows the pushes of this Weir, pauses and resumes them, and sends records again. */
@Path("/pushes")
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class PushResource implements DeclaresQueryParameters {

    private final Pushes pushes;
    private final PushPauses pauses;
    private final PushReplays replays;
    private final Access access;

    PushResource(Pushes pushes, PushPauses pauses, PushReplays replays, Access access) {
        this.pushes = pushes;
        this.pauses = pauses;
        this.replays = replays;
        this.access = access;
    }

    @GET
    public Uni<PushView.All> list() {
        var caller = access.caller();
        return Multi.createFrom()
                .iterable(pushes.all())
                .filter(push -> push.topics().stream().allMatch(topic -> caller.may(Action.DESCRIBE, topic)))
                .onItem()
                .transformToUniAndConcatenate(push -> Uni.createFrom().completionStage(push::view))
                .collect()
                .asList()
                .map(PushView.All::new);
    }

    @GET
    @Path("/{name}")
    public Uni<PushView> describe(@RestPath String name) {
        return view(push(name, Action.DESCRIBE));
    }

    @GET
    @Path("/{name}/attempts")
    public PushView.Attempts attempts(@RestPath String name) {
        return new PushView.Attempts(push(name, Action.READ).attempts());
    }

    @POST
    @Path("/{name}/pause")
    @Blocking
    public Uni<PushView> pause(@RestPath String name) {
        return change(name, pauses::pause);
    }

    @POST
    @Path("/{name}/resume")
    @Blocking
    public Uni<PushView> resume(@RestPath String name) {
        return change(name, pauses::resume);
    }

    @POST
    @Path("/{name}/replay")
    @Consumes({MediaTypes.JSON, MediaTypes.CONTROL})
    public Uni<RestResponse<PushView>> replay(@RestPath String name, ReplayRequest request) {
        if (request == null) {
            throw Failure.invalid("The body is missing; {\"from\":\"earliest\"} sends all records again");
        }
        var push = push(name, Action.PUSHES);
        var topic = push.replays().topicOf(request);
        var caller = access.caller();
        caller.check(Action.PUSHES, topic);
        return replays.start(push, topic, request, caller)
                .chain(() -> view(push))
                .map(view -> RestResponse.status(RestResponse.Status.ACCEPTED, view));
    }

    @DELETE
    @Path("/{name}/replay")
    public Uni<PushView> cancel(@RestPath String name) {
        return change(name, push -> push.replays().ifRunning(PushReplay::cancel));
    }

    private Uni<PushView> change(String name, Consumer<Push> change) {
        var push = push(name, Action.PUSHES);
        change.accept(push);
        return view(push);
    }

    private static Uni<PushView> view(Push push) {
        return Uni.createFrom().completionStage(push::view);
    }

    /** A push whose topics the client may do this with. */
    private Push push(String name, Action action) {
        var push = pushes.find(name);
        push.topics().forEach(topic -> access.check(action, topic));
        return push;
    }
}
