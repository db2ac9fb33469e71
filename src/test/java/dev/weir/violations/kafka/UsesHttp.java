package dev.weir.violations.kafka;

import org.jboss.resteasy.reactive.RestResponse;

class UsesHttp {
    RestResponse<String> response;
}
