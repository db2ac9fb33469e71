package dev.weir.benchmark;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.Application;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/**
 * The Weir that was built, in this JVM, whose class path it is.
 *
 * @param application started
 */
record RunningWeir(Application application) implements AutoCloseable {

    /** Runs Weir like {@code dev.weir.cli.Main}, without waiting for a signal. */
    static RunningWeir start() throws ReflectiveOperationException {
        var application = Class.forName(Application.APP_CLASS_NAME)
                .asSubclass(Application.class)
                .getDeclaredConstructor()
                .newInstance();
        application.start(new String[0]);
        return new RunningWeir(application);
    }

    /** The channel's own. */
    Producer<byte[], byte[]> producer(String channel) {
        return find(KafkaClientService.class)
                .<byte[], byte[]>getProducer(channel)
                .unwrap();
    }

    /** The one that is injected into the class that sends to the channel. */
    @SuppressWarnings("unchecked")
    Emitter<ProducerRecord<byte[], byte[]>> emitter(String channel) {
        return (Emitter<ProducerRecord<byte[], byte[]>>)
                find(ChannelRegistry.class).getEmitter(channel);
    }

    private static <T> T find(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    @Override
    public void close() {
        application.close();
    }
}
