package dev.weir.consumers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to who has made an instance.
 *
 * @param baseUri where all about it is asked for
 */
@RegisterForReflection
record CreatedInstanceResponse(
        @JsonProperty("instance_id") String instanceId,
        @JsonProperty("base_uri") String baseUri) {}
