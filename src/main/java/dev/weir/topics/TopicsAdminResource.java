package dev.weir.topics;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Creates, changes and deletes topics. */
@Path("/admin/topics")
@Consumes({MediaTypes.CONTROL, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class TopicsAdminResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final TopicChanges changes;
    private final TopicTruncation truncation;
    private final Access access;

    TopicsAdminResource(AdminDeadline deadline, TopicChanges changes, TopicTruncation truncation, Access access) {
        this.deadline = deadline;
        this.changes = changes;
        this.truncation = truncation;
        this.access = access;
    }

    @POST
    public Uni<RestResponse<Map<String, String>>> create(NewTopicSpec spec) {
        checkPresent(spec, "it says at least topic_name");
        access.check(Action.CREATE, spec.topic());
        return deadline.write(() -> changes.create(spec)).map(done -> created(spec));
    }

    @PATCH
    @Path("/{topic}")
    @ResponseStatus(204)
    public Uni<Void> change(@RestPath TopicName topic, TopicChange change) {
        checkPresent(change, "it says partitions_count or configs");
        return deadline.write(() -> changes.change(topic, change));
    }

    @DELETE
    @Path("/{topic}")
    @ResponseStatus(204)
    public Uni<Void> delete(@RestPath TopicName topic) {
        return deadline.write(() -> changes.delete(topic));
    }

    /**
     * The response to a truncation.
     *
     * @param before the first offset of each partition
     */
    record Truncated(Map<Integer, Long> before) {}

    @POST
    @Path("/{topic}/truncate")
    public Uni<Truncated> truncate(@RestPath TopicName topic, Truncation request) {
        checkPresent(request, "it says by partition which offset is to be the first, as {\"before\":{\"0\":120}}");
        return deadline.write(() -> truncation.truncate(topic, request)).map(Truncated::new);
    }

    private static RestResponse<Map<String, String>> created(NewTopicSpec spec) {
        var response = spec.validateOnly()
                ? ResponseBuilder.<Map<String, String>>ok()
                : ResponseBuilder.<Map<String, String>>create(RestResponse.Status.CREATED)
                        .header("Location", "/topics/" + spec.topic());
        return response.entity(Map.of()).build();
    }

    private static void checkPresent(Object body, String what) {
        if (body == null) {
            throw Failure.invalid("The body is missing; " + what);
        }
    }
}
