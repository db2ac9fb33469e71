package dev.weir.deadletters.redrive;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * Contents that are sent in place of parts of a dead letter.
 *
 * @param key empty for the key of the dead letter; its content may be null, as that of the others
 * @param headers empty for the record's own headers
 */
public record LetterEdit(Optional<Content> key, Optional<Content> value, Optional<List<Header>> headers) {

    /** Changes nothing. */
    public static final LetterEdit NONE = new LetterEdit(Optional.empty(), Optional.empty(), Optional.empty());

    /** Bytes, or null. */
    public static final class Content {

        private final byte[] bytes;

        /**
         * The content of an edited part.
         *
         * @param bytes never changed; null for none
         */
        public Content(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
