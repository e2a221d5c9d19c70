package dev.stride.plugins.datasets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How files are fetched from the web: never for longer, and never more, than these limits.
 *
 * @param stall how long nothing may come
 * @param limit how long a file may take
 * @param most how many bytes a file may have
 */
record Fetch(Duration stall, Duration limit, int most) {

    /**
     * A file's content. The connection is given up when a limit is reached or the thread that waits is interrupted.
     *
     * @throws IOException with a message for people where it cannot be had
     */
    byte[] get(URI address) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().connectTimeout(stall).build();
        var body = new BoundedBody(most);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(HttpRequest.newBuilder(address).build(), head -> body);
        try {
            HttpResponse<byte[]> response = await(answer, body);
            if (response.statusCode() != 200) {
                throw new IOException("answered " + response.statusCode() + " for " + address);
            }
            return response.body();
        } catch (ExecutionException e) {
            throw new IOException(address + " cannot be had: " + reason(e), e);
        } finally {
            answer.cancel(true);
        }
    }

    private <T> T await(CompletableFuture<T> answer, BoundedBody body)
            throws IOException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        for (long before = -1; body.received() > before; ) {
            before = body.received();
            try {
                return answer.get(stall.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new IOException("took longer than " + limit.toSeconds() + " s", e);
                }
            }
        }
        throw new IOException("nothing came for " + stall.toMillis() + " ms, after " + body.received() + " bytes");
    }

    /** A refused connection comes without a message. */
    private static String reason(ExecutionException e) {
        String message = e.getCause() == null ? null : e.getCause().getMessage();
        return message == null ? "no connection" : message;
    }
}
