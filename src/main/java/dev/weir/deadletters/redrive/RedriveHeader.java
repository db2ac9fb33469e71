package dev.weir.deadletters.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** The header of a record that was sent back: how often, and from which dead letter last. */
final class RedriveHeader {

    static final String NAME = "weir-redrive";

    private static final int MAX_LENGTH = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RedriveHeader() {}

    /** How often a record was sent back; 0 without the header, or with one that Weir did not write. */
    static int count(Headers headers) {
        var header = headers.lastHeader(NAME);
        if (header == null || header.value() == null || header.value().length > MAX_LENGTH) {
            return 0;
        }
        try {
            return Math.max(0, JSON.readTree(header.value()).path("count").asInt());
        } catch (IOException notOurs) {
            return 0;
        }
    }

    /** The header of the record that a dead letter is sent back as. */
    static byte[] of(ConsumerRecord<byte[], byte[]> letter) {
        return JSON.createObjectNode()
                .put("count", count(letter.headers()) + 1)
                .put("topic", letter.topic())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .toString()
                .getBytes(UTF_8);
    }
}
