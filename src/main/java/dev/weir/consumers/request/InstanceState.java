package dev.weir.consumers.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.model.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The requests that made an instance what it is, as they stand in the topic of the cluster: the bodies of the requests,
 * so that another node reads them as strictly as those of a client.
 *
 * @param spec the body that created it
 * @param subscription the body that subscribed it or assigned partitions to it; an empty object for neither
 */
public record InstanceState(InstanceName name, String spec, String subscription) {

    /** Of what is written; a larger one has something that this version does not know. */
    private static final int VERSION = 1;

    /** The state of an instance that was created just now. */
    public static InstanceState created(InstanceName name, InstanceSpec spec) {
        return new InstanceState(name, spec.asked(), "{}");
    }

    /** The same instance with another subscription. */
    public InstanceState with(Subscription to) {
        return new InstanceState(name, spec, to.asked());
    }

    /** The key of the record. */
    public static String key(ObjectMapper json, InstanceName name) {
        return json.createArrayNode()
                .add(name.owner())
                .add(name.group())
                .add(name.instance())
                .toString();
    }

    /**
     * The name in the key of a record.
     *
     * @throws Failure where it is none
     */
    public static InstanceName name(ObjectMapper json, String key) {
        var parts = parse(json, key.getBytes(UTF_8));
        if (!parts.isArray() || parts.size() != 3) {
            throw Failure.invalid("The key is not that of a consumer instance");
        }
        return new InstanceName(
                parts.get(0).asText(), parts.get(1).asText(), parts.get(2).asText());
    }

    /** The value of the record. */
    public byte[] toBytes(ObjectMapper json) {
        try {
            var value = json.createObjectNode().put("version", VERSION);
            value.set("spec", json.readTree(spec));
            value.set("subscription", json.readTree(subscription));
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * The state in the value of a record.
     *
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} where a newer Weir has written it, {@link Failure.Kind#INVALID}
     *     where none has
     */
    public static InstanceState of(ObjectMapper json, InstanceName name, byte[] value) {
        var state = parse(json, value);
        int version = state.path("version").asInt();
        if (version > VERSION) {
            throw Failure.unavailable(
                    "The %s was made by a newer Weir (its state is of version %d, this node knows version %d); update this node"
                            .formatted(name, version, VERSION));
        }
        if (version < 1 || !state.path("spec").isObject()) {
            throw Failure.invalid("The state of the " + name + " is malformed");
        }
        return new InstanceState(
                name, state.path("spec").toString(), state.path("subscription").toString());
    }

    /** The settings, as of the client that has created it. */
    public InstanceSpec spec(ObjectMapper json, Assignor usual) {
        return InstanceSpec.of(json, spec.getBytes(UTF_8), usual);
    }

    /** The subscription; a pattern matches nothing until its client has come. */
    public Subscription subscription(ObjectMapper json) {
        var body = subscription.getBytes(UTF_8);
        var asked = parse(json, body);
        if (asked.has("partitions")) {
            return Subscription.assigned(InstanceRequests.partitions(json, body));
        }
        return asked.isEmpty() ? new Subscription.None() : InstanceRequests.subscription(json, body);
    }

    private static JsonNode parse(ObjectMapper json, byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JsonProcessingException malformed) {
            throw Failure.invalid("The state of a consumer instance is not JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
