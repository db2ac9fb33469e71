package dev.weir.crooked.topics;

import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.reactive.messaging.Message;

class SendsAndServes {
    Message<String> message;
    Response response;
}
