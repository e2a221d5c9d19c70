package dev.stride.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only requests that were meant for this server: the Host must be a loopback name, against DNS rebinding, and
 * pages of other origins may neither change nor read anything. Every answer tells browsers to keep it so.
 */
final class HostGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final String POLICY = "default-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private HostGuard() {}

    static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        secure(context.response());
        HostAndPort host = request.authority();
        if (host == null || !LOOPBACK.contains(host.host())) {
            Problems.send(
                    context,
                    new HttpRefusal(
                            403,
                            "header.Host",
                            "'" + (host == null ? "" : Query.shortened(host.host()))
                                    + "' is another host; this server answers to localhost alone",
                            "call it as http://localhost"));
            return;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !isOwn(origin, host)) {
            Problems.send(
                    context,
                    new HttpRefusal(
                            403,
                            "header.Origin",
                            "'" + Query.shortened(origin) + "' is another origin; its pages get nothing from here",
                            "use this server's own page"));
            return;
        }
        context.next();
    }

    static void secure(HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Content-Security-Policy", POLICY);
    }

    private static boolean isOwn(String origin, HostAndPort host) {
        URI uri = parsed(origin);
        return uri != null
                && "http".equals(uri.getScheme())
                && LOOPBACK.contains(String.valueOf(uri.getHost()))
                && uri.getPort() == host.port();
    }

    private static @Nullable URI parsed(String origin) {
        try {
            return URI.create(origin);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
