package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlainText;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.server.file.FileProblem;
import dev.stride.server.file.FileProblems;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures as problem+json (RFC 9457), with all violations and never with a trace. One of the server's own is logged
 * under an id, and the answer has the same id.
 */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_SECONDS = "5";

    private Problems() {}

    static void send(RoutingContext context, Throwable failure) {
        if (!context.response().ended() && !context.response().headWritten()) {
            send(context.request(), context.response(), failure);
        }
    }

    static void send(HttpServerRequest request, HttpServerResponse response, Throwable failure) {
        int status = status(failure);
        if (status == 500) {
            sendLogged(request, response, failure);
        } else {
            write(response, status, known(failure, status), Optional.empty());
        }
    }

    private static PlatformException known(Throwable failure, int status) {
        return failure instanceof PlatformException known
                ? known
                : new HttpRefusal(status, "", title(status).toLowerCase(java.util.Locale.ROOT), "see /openapi.json");
    }

    private static void sendLogged(HttpServerRequest request, HttpServerResponse response, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error(
                "error {}: {} {} failed",
                id,
                request.method(),
                PlainText.escaped(String.valueOf(request.path())),
                failure);
        ErrorCode code = failure instanceof PlatformException known ? known.code() : ErrorCode.DEFECT;
        String message = failure instanceof PlatformException known
                ? known.problems().get(0).message()
                : "the server met a defect";
        write(
                response,
                500,
                new PlatformException(
                        code, message, "look for error " + id + " in the server's log, and report it please"),
                Optional.of(id));
    }

    private static void write(
            HttpServerResponse response, int status, PlatformException failure, Optional<String> logged) {
        ObjectNode json = Json.object()
                .put("type", "about:blank")
                .put("title", title(status))
                .put("status", status)
                .put("code", failure.code().word());
        Json.text(json, "detail", failure.problems().get(0).toString());
        logged.ifPresent(id -> json.put("instance", "urn:uuid:" + id));
        ArrayNode violations = json.putArray("violations");
        if (failure instanceof FileProblems file) {
            file.located().forEach(p -> violations.add(located(p)));
        } else {
            failure.problems().forEach(p -> violations.add(violation(p)));
        }
        if (status == 503) {
            response.putHeader("Retry-After", RETRY_SECONDS);
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(json));
    }

    private static ObjectNode violation(Problem problem) {
        return Json.object()
                .put("path", problem.path())
                .put("message", problem.message())
                .put("remedy", problem.remedy());
    }

    private static ObjectNode located(FileProblem problem) {
        ObjectNode json = violation(problem.problem());
        if (problem.place().line() > 0) {
            json.put("line", problem.place().line())
                    .put("column", problem.place().column());
        }
        problem.place().option().ifPresent(option -> json.put("set", option));
        return json;
    }

    private static int status(Throwable failure) {
        if (failure instanceof HttpRefusal refusal) {
            return refusal.status();
        }
        if (failure instanceof HttpException http && http.getStatusCode() < 500) {
            return http.getStatusCode();
        }
        return failure instanceof PlatformException known ? status(known.code()) : 500;
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case INVALID_REQUEST, UNKNOWN_MODULE, MISFIT, DATA_INVALID -> 422;
            case STORE_UNAVAILABLE, DATA_UNAVAILABLE, OUT_OF_MEMORY, DISK_FULL, TIMED_OUT -> 503;
            default -> 500;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Conflict";
            case 413 -> "Too large";
            case 414 -> "Address too long";
            case 415 -> "Unsupported media type";
            case 422 -> "The request cannot be carried out as it stands";
            case 431 -> "Headers too large";
            case 503 -> "Not available now";
            default -> status < 500 ? "Bad request" : "Internal error";
        };
    }
}
