package dev.weir.channels;

import dev.weir.channels.commit.GuardedCommitFactory;
import dev.weir.channels.commit.PartitionListener;
import dev.weir.channels.handler.BatchHandler;
import dev.weir.channels.handler.ChannelsConfig;
import dev.weir.channels.handler.RecordBatcher;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads topic {@code web_log} in batches, as a member of a group of its own.
 *
 * <p>A batch that is not full is handled when its first record has waited {@code max-wait}, before partitions are
 * revoked, and when Weir shuts down.
 */
@ApplicationScoped
class WebLogBatchConsumer {

    static final String CHANNEL = "web-log-batches-in";

    private static final Logger LOG = Logger.getLogger(WebLogBatchConsumer.class);
    private static final long TIMEOUT_SECONDS = 30;

    private final RecordBatcher batches;

    WebLogBatchConsumer(
            ChannelsConfig config,
            BatchHandler handler,
            @Identifier(GuardedCommitFactory.STRATEGY) GuardedCommitFactory commits,
            Vertx vertx) {
        batches = new RecordBatcher(config.batch().size(), config.batch().maxWait(), handler, vertx);
        commits.listen(CHANNEL, new PartitionListener() {
            @Override
            public void revoking(Collection<TopicPartition> partitions) {
                finish();
            }

            @Override
            public void closing() {
                finish();
            }
        });
    }

    @Incoming(CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> onRecord(Message<ConsumerRecord<byte[], byte[]>> message) {
        return batches.add(message);
    }

    private void finish() {
        try {
            batches.flush().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unfinished) {
            LOG.warnf("A batch of %s is not handled in time and will be read again: %s", CHANNEL, unfinished);
        }
    }
}
