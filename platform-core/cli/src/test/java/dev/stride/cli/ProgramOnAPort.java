package dev.stride.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A program that answers on a port: a server with an instance, or another one without. */
final class ProgramOnAPort implements AutoCloseable {

    private final HttpServer server;

    /** What it answers; may be called from several threads. */
    interface Answers {

        Answer to(HttpExchange request);
    }

    /** @param length of the body as it is announced; the connection is lost where the body is shorter */
    record Answer(int status, String body, int length) {

        static Answer of(int status, String body) {
            return new Answer(status, body, body.getBytes(StandardCharsets.UTF_8).length);
        }

        /** After it the connection is lost. */
        static Answer cutOff(String body) {
            return new Answer(200, body, Integer.MAX_VALUE);
        }
    }

    ProgramOnAPort(Optional<String> instance, Map<String, String> answers) {
        this(
                instance,
                request -> Answer.of(
                        200, answers.getOrDefault(request.getRequestURI().getPath(), "live\n")));
    }

    ProgramOnAPort(Optional<String> instance, Answers answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            instance.ifPresent(i -> exchange.getResponseHeaders().add("Stride-Instance", i));
            Answer answer = answers.to(exchange);
            exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : answer.length());
            exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
