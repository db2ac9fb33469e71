package dev.weir.channels.supervision;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.function.Consumer;

/**
 * Reports the termination of a stream, by the source or by the subscriber.
 *
 * <p>A cancellation by the subscriber is not passed on to the source: a closed consumer could neither commit nor store
 * the dead letter of the record in hand.
 */
final class SupervisedMulti<T> extends AbstractMultiOperator<T, T> {

    private final Consumer<Throwable> onTermination;

    /**
     * A supervised stream.
     *
     * @param onTermination called once with the reason, which is null for a cancellation
     */
    SupervisedMulti(Multi<? extends T> upstream, Consumer<Throwable> onTermination) {
        super(upstream);
        this.onTermination = onTermination;
    }

    @Override
    public void subscribe(MultiSubscriber<? super T> downstream) {
        upstream.subscribe().withSubscriber(new Watch(downstream));
    }

    private final class Watch extends MultiOperatorProcessor<T, T> {

        Watch(MultiSubscriber<? super T> downstream) {
            super(downstream);
        }

        @Override
        public void onItem(T item) {
            if (isCancelled()) {
                return;
            }
            try {
                super.onItem(item);
            } catch (RuntimeException | Error thrown) {
                terminate(thrown);
            }
        }

        @Override
        public void onFailure(Throwable thrown) {
            terminate(thrown);
            super.onFailure(thrown);
        }

        @Override
        public void onCompletion() {
            terminate(new IllegalStateException("it has no more records"));
            super.onCompletion();
        }

        @Override
        public void cancel() {
            terminate(null);
        }

        private void terminate(Throwable reason) {
            if (compareAndSwapDownstreamCancellationRequest()) {
                onTermination.accept(reason);
            }
        }
    }
}
