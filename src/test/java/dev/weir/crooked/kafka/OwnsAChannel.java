package dev.weir.crooked.kafka;

import io.smallrye.reactive.messaging.MutinyEmitter;

class OwnsAChannel {
    MutinyEmitter<String> emitter;
}
