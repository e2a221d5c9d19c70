package dev.stride.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only requests that were meant for this server: the Host must be a loopback name, against DNS rebinding, and
 * what a browser sends from another page may change nothing, against forged requests.
 */
final class HostGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private HostGuard() {}

    static void check(RoutingContext context) {
        HostAndPort host = context.request().authority();
        if (host == null || !LOOPBACK.contains(host.host())) {
            Problems.send(context, 403, "this server answers to localhost alone", "call it as http://localhost");
            return;
        }
        String origin = context.request().getHeader("Origin");
        if (!SAFE.contains(context.request().method()) && origin != null && !isOwn(origin, host)) {
            Problems.send(context, 403, "pages of other origins may not change anything", "use this server's own page");
            return;
        }
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none';"
                                + " base-uri 'none'; frame-ancestors 'none'");
        context.next();
    }

    private static boolean isOwn(String origin, HostAndPort host) {
        @Nullable URI uri = parsed(origin);
        return uri != null && LOOPBACK.contains(String.valueOf(uri.getHost())) && uri.getPort() == host.port();
    }

    private static @Nullable URI parsed(String origin) {
        try {
            return URI.create(origin);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
