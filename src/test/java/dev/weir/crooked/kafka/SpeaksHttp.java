package dev.weir.crooked.kafka;

import org.jboss.resteasy.reactive.RestResponse;

class SpeaksHttp {
    RestResponse<String> response;
}
