package dev.weir.produce;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The response to an asynchronous send.
 *
 * @param receipts the receipt id of each record, in order, for {@code GET /receipts/{id}}
 */
@RegisterForReflection
record AcceptedResponse(List<String> receipts) {

    AcceptedResponse {
        receipts = List.copyOf(receipts);
    }

    /** 202 with the ids for clients that prefer them, 204 for others. */
    RestResponse<AcceptedResponse> response(boolean preferred) {
        return preferred
                ? ResponseBuilder.accepted(this)
                        .header("Preference-Applied", "respond-async")
                        .build()
                : RestResponse.noContent();
    }
}
