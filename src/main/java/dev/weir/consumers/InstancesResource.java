package dev.weir.consumers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.forward.ForwardedRequests;
import dev.weir.consumers.request.InstanceSpec;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.TrustedProxies;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Makes, tells of and ends the consumers of clients of HTTP. */
@Path("/consumers/{group}")
@Consumes({MediaTypes.CONTROL, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class InstancesResource implements DeclaresQueryParameters {

    /**
     * Response to creating a consumer instance.
     *
     * @param baseUri the address of the instance
     */
    @RegisterForReflection
    record CreatedInstanceResponse(
            @JsonProperty("instance_id") String instanceId,
            @JsonProperty("base_uri") String baseUri) {}

    private final ConsumerInstances instances;
    private final ConsumersConfig config;
    private final ObjectMapper json;
    private final Access access;
    private final TrustedProxies proxies;
    private final ForwardedRequests forwarded;

    InstancesResource(
            ConsumerInstances instances,
            ConsumersConfig config,
            ObjectMapper json,
            Access access,
            TrustedProxies proxies,
            ForwardedRequests forwarded) {
        this.instances = instances;
        this.config = config;
        this.json = json;
        this.access = access;
        this.proxies = proxies;
        this.forwarded = forwarded;
    }

    @POST
    public Uni<CreatedInstanceResponse> create(
            @RestPath String group, @Context HttpServerRequest request, byte[] body) {
        var caller = access.caller();
        var spec = InstanceSpec.of(json, body, config.assignment());
        // The address may be invalid; no client would know the name of an instance that was created before.
        var base = forwarded.baseUri(request).orElseGet(() -> BaseUri.of(request, proxies.trust(request)));
        var address = base + "/consumers/" + inPath(group) + "/instances/";
        return Uni.createFrom()
                .completionStage(() -> instances.create(caller, group, spec))
                .map(name -> new CreatedInstanceResponse(name.instance(), address + name.instance()));
    }

    @DELETE
    @Path("/instances/{instance}")
    public Uni<RestResponse<Void>> delete(@RestPath String group, @RestPath String instance) {
        var caller = access.caller();
        return Uni.createFrom()
                .completionStage(() -> instances.delete(caller, group, instance))
                .map(done -> RestResponse.noContent());
    }

    private static String inPath(String group) {
        return URLEncoder.encode(group, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
