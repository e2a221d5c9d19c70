package dev.stride.plugins.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/**
 * How files are fetched from the web: never for longer, and never more, than these limits.
 *
 * @param stall how long nothing may come
 * @param limit how long a file may take
 * @param most how many bytes a file may have
 */
record Fetch(Duration stall, Duration limit, long most) {

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /**
     * A file's content. The connection is given up when a limit is reached or the thread that waits is interrupted.
     *
     * @throws IOException with a message for people where it cannot be had
     */
    byte[] get(URI address) throws IOException, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        HttpResponse<Long> response =
                transfer(HttpRequest.newBuilder(address).build(), (head, came) -> new BoundedBody(bytes, most, came));
        if (response.statusCode() != OK) {
            throw answered(response);
        }
        return bytes.toByteArray();
    }

    /**
     * Goes on with a file of which a part may be there: behind it where the server can, else from the beginning. What has
     * come stays when the connection is given up, for another call.
     *
     * @return whether what was there is a part of the file now
     * @throws IOException with a message for people where no more of it can be had now
     */
    boolean into(URI address, PartialFile part) throws IOException, InterruptedException {
        long kept = part.length();
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (kept > 0) {
            request.header("Range", "bytes=" + kept + "-");
        }
        HttpResponse<Long> response = transfer(request.build(), (head, came) -> body(head, part, kept, came));
        switch (response.statusCode()) {
            case OK -> {
                return false;
            }
            case PARTIAL_CONTENT -> {
                if (goesOn(response.headers().firstValue("Content-Range"), kept)) {
                    return true;
                }
                part.from(0);
                throw new IOException("sent another part than the one from byte " + kept + " on, for " + address);
            }
            case RANGE_NOT_SATISFIABLE -> {
                // It has no byte behind these: they are all of it, or of another file.
                return true;
            }
            default -> throw answered(response);
        }
    }

    private BoundedBody body(HttpResponse.ResponseInfo head, PartialFile part, long kept, LongConsumer came) {
        if (head.statusCode() == OK) {
            return new BoundedBody(part.from(0), most, came);
        }
        return head.statusCode() == PARTIAL_CONTENT && goesOn(head.headers().firstValue("Content-Range"), kept)
                ? new BoundedBody(part.from(kept), most - kept, came)
                : new BoundedBody(OutputStream.nullOutputStream(), most, came);
    }

    private static boolean goesOn(Optional<String> range, long kept) {
        return range.filter(text -> text.startsWith("bytes " + kept + "-")).isPresent();
    }

    private static IOException answered(HttpResponse<?> response) {
        return new IOException("answered " + response.statusCode() + " for "
                + response.request().uri());
    }

    private HttpResponse<Long> transfer(
            HttpRequest request, BiFunction<HttpResponse.ResponseInfo, LongConsumer, BoundedBody> body)
            throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().connectTimeout(stall).build();
        var received = new AtomicLong();
        CompletableFuture<HttpResponse<Long>> answer =
                client.sendAsync(request, head -> body.apply(head, received::set));
        try {
            return await(answer, received);
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + " cannot be had: " + reason(e), e);
        } finally {
            answer.cancel(true);
        }
    }

    private <T> T await(CompletableFuture<T> answer, AtomicLong received)
            throws IOException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        for (long before = -1; received.get() > before; ) {
            before = received.get();
            try {
                return answer.get(stall.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new IOException("took longer than " + limit.toSeconds() + " s", e);
                }
            }
        }
        throw new IOException("nothing came for " + stall.toMillis() + " ms, after " + received + " bytes");
    }

    /** A refused connection comes without a message. */
    private static String reason(ExecutionException e) {
        String message = e.getCause() == null ? null : e.getCause().getMessage();
        return message == null ? "no connection" : message;
    }
}
