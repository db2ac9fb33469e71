package dev.weir.testing;

import dev.weir.broker.TestBroker;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records in transactions of one record each, of which some are aborted. */
public final class Transactions implements AutoCloseable {

    private final String topic;
    private final KafkaProducer<String, String> producer;

    public Transactions(String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestBroker.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topic),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
    }

    /** A record that readers of committed records see. */
    public void commit(String value) {
        write(value);
        producer.commitTransaction();
    }

    /** A record that they do not see. */
    public void abort(String value) {
        write(value);
        producer.flush();
        producer.abortTransaction();
    }

    private void write(String value) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topic, value));
    }

    @Override
    public void close() {
        producer.close();
    }
}
