package dev.weir.produce;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The answer to an asynchronous send.
 *
 * @param receipts an id for each record, in their order; what became of it stands under {@code /receipts/{id}}
 */
@RegisterForReflection
record AcceptedResponse(List<String> receipts) {

    AcceptedResponse {
        receipts = List.copyOf(receipts);
    }

    /** 202 with the ids, or 204 for those who did not ask for them. */
    RestResponse<AcceptedResponse> response(boolean wanted) {
        return wanted
                ? ResponseBuilder.accepted(this)
                        .header("Preference-Applied", "respond-async")
                        .build()
                : RestResponse.noContent();
    }
}
