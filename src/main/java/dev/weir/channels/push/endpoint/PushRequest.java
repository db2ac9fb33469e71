package dev.weir.channels.push.endpoint;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The headers and the body of a request to a receiver. */
record PushRequest(MultiMap headers, Buffer body) {}
