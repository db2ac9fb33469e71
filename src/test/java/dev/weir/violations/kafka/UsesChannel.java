package dev.weir.violations.kafka;

import io.smallrye.reactive.messaging.MutinyEmitter;

class UsesChannel {
    MutinyEmitter<String> emitter;
}
