package dev.weir.channels;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.function.Consumer;

/**
 * A stream whose end, whoever brings it about, is told.
 *
 * <p>Where it is the receiver that ends it, the source is not told: a consumer that is closed could neither set aside
 * what it had in hand nor commit.
 */
final class SupervisedMulti<T> extends AbstractMultiOperator<T, T> {

    private final Consumer<Throwable> onEnd;

    /**
     * A stream under supervision.
     *
     * @param onEnd told once, with the reason; null where the receiver wants no more and does not say why
     */
    SupervisedMulti(Multi<? extends T> upstream, Consumer<Throwable> onEnd) {
        super(upstream);
        this.onEnd = onEnd;
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
            } catch (RuntimeException | Error escaped) {
                end(escaped);
            }
        }

        @Override
        public void onFailure(Throwable thrown) {
            end(thrown);
            super.onFailure(thrown);
        }

        @Override
        public void onCompletion() {
            end(new IllegalStateException("it has no more records"));
            super.onCompletion();
        }

        @Override
        public void cancel() {
            end(null);
        }

        private void end(Throwable reason) {
            if (compareAndSwapDownstreamCancellationRequest()) {
                onEnd.accept(reason);
            }
        }
    }
}
