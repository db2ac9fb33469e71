package dev.weir.violations.topics;

import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.reactive.messaging.Message;

class SendsAndServes {
    Message<String> message;
    Response response;
}
