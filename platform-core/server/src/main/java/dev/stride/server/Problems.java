package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.server.file.FileProblem;
import dev.stride.server.file.FileProblems;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as problem+json (RFC 9457), with all violations and never with a trace. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_SECONDS = "5";

    private Problems() {}

    static void send(RoutingContext context, Throwable failure) {
        if (context.response().ended()) {
            return;
        }
        if (failure instanceof PlatformException known) {
            send(context, status(known.code()), known);
        } else {
            LOG.error("{} {} met a defect", context.request().method(), context.normalizedPath(), failure);
            send(
                    context,
                    500,
                    new PlatformException(
                            ErrorCode.DEFECT, "the server met a defect", "see its log, and report it please"));
        }
    }

    /** For requests that no route takes as they are. */
    static void send(RoutingContext context, int status, String message, String remedy) {
        send(context, status, new PlatformException(code(status), message, remedy));
    }

    private static void send(RoutingContext context, int status, PlatformException failure) {
        ObjectNode json = Api.JSON
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", title(status))
                .put("status", status)
                .put("code", failure.code().word())
                .put("detail", failure.problems().get(0).toString());
        ArrayNode violations = json.putArray("violations");
        if (failure instanceof FileProblems file) {
            file.located().forEach(p -> violations.add(located(p)));
        } else {
            List<Problem> problems = failure.problems();
            problems.forEach(p -> violations.add(violation(p)));
        }
        HttpServerResponse response = context.response().setStatusCode(status);
        if (status == 503) {
            response.putHeader("Retry-After", RETRY_SECONDS);
        }
        response.putHeader("Content-Type", "application/problem+json").end(json.toString());
    }

    private static ObjectNode violation(Problem problem) {
        return Api.JSON
                .createObjectNode()
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

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LARGE;
            default -> ErrorCode.INVALID_REQUEST;
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
            case 415 -> "Unsupported media type";
            case 422 -> "The request cannot be carried out as it stands";
            case 503 -> "Not available now";
            default -> "Internal error";
        };
    }
}
