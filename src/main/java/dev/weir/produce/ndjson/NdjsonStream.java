package dev.weir.produce.ndjson;

import dev.weir.http.MediaTypes;
import dev.weir.http.body.BodyBudget;
import dev.weir.http.body.ContentDecoder;
import dev.weir.http.body.StreamMemory;
import dev.weir.kafka.RecordSender;
import dev.weir.model.Failure;
import dev.weir.produce.OutcomeCollectors;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * One request with a record on each line, whose response has a line for each record while the request is being sent.
 *
 * <p>Everything here runs on the event loop of the connection. The input is paused while too many records are in
 * flight, while the client does not read the response, and while the gate refuses records because there are too many;
 * so the number of lines does not matter to memory. {@link StreamMemory} bounds what is held before it is sent; where
 * it has no room, the unfinished line and the waiting lines are rejected one by one, and the stream continues.
 */
final class NdjsonStream implements NdjsonSender.Listener {

    private static final long RETRY_MILLIS = 20;

    private final HttpServerRequest request;
    private final NdjsonInput input;
    private final NdjsonQueue queue = new NdjsonQueue();
    private final StreamMemory memory;
    private final NdjsonSender sender;
    private final Vertx vertx;
    private final Context context;

    /** Why the lines that wait are to be refused once the chunk that is being handed to the sender has left them. */
    private Failure refusal;

    private long records;
    private boolean ended;
    private boolean disconnected;

    /**
     * A stream that has not begun.
     *
     * @param decoder null where the body has no content coding
     * @param budget bounds the bytes that are held before they are sent
     */
    NdjsonStream(
            HttpServerRequest request,
            NdjsonRequest spec,
            ContentDecoder decoder,
            BodyBudget budget,
            RecordSender sender,
            OutcomeCollectors collectors,
            Vertx vertx) {
        this.request = request;
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        this.sender = new NdjsonSender(spec, sender, collectors, context);
        input = new NdjsonInput(spec, decoder);
        memory = new StreamMemory(
                budget,
                decoder == null ? 0 : decoder.memory(),
                task -> context.runOnContext(now -> task.run()),
                this::refuseHeld);
    }

    /**
     * Takes over the request and its response; has no effect where the client has disconnected.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where there is no room for the decoder of the content coding
     */
    void start() {
        var response = request.response();
        if (response.closed() || (request.isEnded() && request.bytesRead() > 0)) {
            return;
        }
        memory.start();
        response.setChunked(true).putHeader("Content-Type", MediaTypes.NDJSON);
        response.drainHandler(drained -> throttle());
        request.exceptionHandler(broken -> disconnect());
        if (request.isEnded()) {
            end();
            return;
        }
        request.endHandler(done -> end());
        request.handler(this::read);
        request.resume();
    }

    /** The client has disconnected before the response has ended. On the event loop. */
    void disconnect() {
        disconnected = true;
        queue.dropWaiting();
        input.close();
        memory.close();
    }

    /** The number of lines whose outcome is known. */
    long records() {
        return records;
    }

    private void read(Buffer piece) {
        if (!disconnected && !ended) {
            input.feed(piece.getBytes());
            enqueue();
            decode();
        }
    }

    /** Decodes as far as the queue has room; the client waits until the whole piece is decoded. */
    private void decode() {
        while (input.isDecoding() && !disconnected && !isFull()) {
            input.decode();
            enqueue();
        }
        send();
        throttle();
    }

    private void end() {
        input.end();
        ended = true;
        enqueue();
        send();
        completed();
    }

    private void enqueue() {
        input.chunk().ifPresent(queue::add);
        account();
    }

    private void send() {
        while (!sender.isBusy() && !disconnected) {
            var chunk = queue.next();
            if (chunk.isEmpty()) {
                return;
            }
            account();
            sender.send(chunk.get(), this);
        }
    }

    @Override
    public void accepted() {
        sendOn();
    }

    /** Too many records are in flight everywhere: this is back-pressure, and not the outcome of these. */
    @Override
    public void refused(NdjsonChunk chunk, Failure failure) {
        if (failure.kind() == Failure.Kind.TOO_MANY && refusal == null && !disconnected) {
            queue.putBack();
            account();
            vertx.setTimer(RETRY_MILLIS, now -> send());
        } else {
            chunk.fail(failure);
            completed();
            sendOn();
        }
    }

    private void sendOn() {
        if (refusal != null) {
            refuseWaiting();
        }
        send();
        if (input.isDecoding()) {
            decode();
        }
    }

    /** Writes the response to the leading chunks whose outcomes are known. */
    @Override
    public void completed() {
        for (var chunk = queue.pollCompleted(); chunk.isPresent(); chunk = queue.pollCompleted()) {
            records += chunk.get().size();
            if (!disconnected) {
                request.response().write(chunk.get().response());
            }
        }
        throttle();
        if (ended && queue.isEmpty() && !disconnected && !request.response().ended()) {
            memory.close();
            request.response().end();
        }
    }

    private void throttle() {
        if (ended || disconnected) {
            return;
        }
        if (isFull()) {
            request.pause();
        } else if (input.isDecoding()) {
            request.pause();
            context.runOnContext(now -> {
                if (input.isDecoding() && !isFull()) {
                    decode();
                }
            });
        } else {
            request.resume();
        }
    }

    private boolean isFull() {
        return queue.isFull() || request.response().writeQueueFull();
    }

    private void account() {
        if (!disconnected && refusal == null) {
            try {
                memory.hold((long) input.heldBytes() + queue.waitingBytes());
            } catch (Failure full) {
                refuseHeld(full);
            }
        }
    }

    /** Refuses the unfinished line and all lines that wait. */
    private void refuseHeld(Failure full) {
        if (disconnected) {
            return;
        }
        refusal = full;
        input.dropUnfinished(full);
        input.chunk().ifPresent(queue::add);
        if (!sender.isBusy()) {
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        queue.failWaiting(refusal);
        refusal = null;
        completed();
    }
}
