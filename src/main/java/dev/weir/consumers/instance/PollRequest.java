package dev.weir.consumers.instance;

import dev.weir.http.access.Caller;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.function.Consumer;

/** A request that waits for records. Its methods may be called from any thread. */
public interface PollRequest {

    /** The client that polls, whose rights count. */
    Caller caller();

    /** The most bytes of keys and values that it takes. */
    long maxBytes();

    /**
     * Has the answer say that these topics were deleted and made again, and that their records now come from the
     * beginning.
     *
     * @param topics mostly none
     */
    void recreated(Collection<String> topics);

    /**
     * Answers.
     *
     * @param handout what a commit of everything up to this answer names in its {@code If-Match}
     * @param written told whether the connection has taken the answer; false when the client has gone
     */
    void answer(Buffer body, long handout, Consumer<Boolean> written);

    /** Answers with the reason why there are none. */
    void refuse(Failure failure);
}
