package dev.stride.plugins.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/** The body of an answer, written on as it comes, up to a bound. Ends with how many bytes it has. */
final class BoundedBody implements HttpResponse.BodySubscriber<Long> {

    private final OutputStream to;
    private final long most;
    private final LongConsumer came;
    private final CompletableFuture<Long> whole = new CompletableFuture<>();
    private Optional<Flow.Subscription> connection = Optional.empty();
    private long received;

    /**
     * A body that has not come yet.
     *
     * @param most how many bytes are taken
     * @param came takes how many bytes there are, after each part
     */
    BoundedBody(OutputStream to, long most, LongConsumer came) {
        this.to = to;
        this.most = most;
        this.came = came;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        connection = Optional.of(subscription);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                take(buffer);
            }
        } catch (IOException e) {
            connection.ifPresent(Flow.Subscription::cancel);
            whole.completeExceptionally(e);
        }
        came.accept(received);
    }

    private void take(ByteBuffer buffer) throws IOException {
        byte[] part = new byte[buffer.remaining()];
        if (part.length > most - received) {
            throw new IOException("it sends more than " + most + " bytes");
        }
        buffer.get(part);
        to.write(part);
        received += part.length;
    }

    @Override
    public void onError(Throwable problem) {
        whole.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        whole.complete(received);
    }
}
