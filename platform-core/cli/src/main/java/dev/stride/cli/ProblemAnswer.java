package dev.stride.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.server.file.FileProblem;
import dev.stride.server.file.FileProblems;
import dev.stride.server.file.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An answer with an error status: problem+json of a Stride server, or what a program in between says. */
final class ProblemAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemAnswer() {}

    /** The failure that it tells of. */
    static PlatformException of(int status, String body) {
        JsonNode json = parsed(body);
        ErrorCode code = code(status, json.path("code").asText());
        List<FileProblem> problems = violations(json);
        if (problems.stream().anyMatch(p -> !p.place().toString().isEmpty())) {
            return new FileProblems(problems);
        }
        if (problems.isEmpty()) {
            String detail = json.path("detail").asText();
            return new PlatformException(
                    code,
                    "the server answered with status " + status + (detail.isEmpty() ? "" : ": " + detail),
                    "see its log");
        }
        return new PlatformException(
                code, problems.stream().map(FileProblem::problem).toList());
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static ErrorCode code(int status, String word) {
        return Arrays.stream(ErrorCode.values())
                .filter(c -> c.word().equals(word))
                .findFirst()
                .orElseGet(() -> code(status));
    }

    /** Of a program that says no code. */
    private static ErrorCode code(int status) {
        return switch (status) {
            case 404, 410 -> ErrorCode.NOT_FOUND;
            case 409 -> ErrorCode.CONFLICT;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 408, 429, 502, 503, 504 -> ErrorCode.TIMED_OUT;
            default -> status >= 400 && status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.DEFECT;
        };
    }

    private static List<FileProblem> violations(JsonNode json) {
        var problems = new ArrayList<FileProblem>();
        json.path("violations")
                .forEach(v -> problems.add(new FileProblem(
                        new Problem(
                                v.path("path").asText(),
                                v.path("message").asText(),
                                v.path("remedy").asText()),
                        new Place(
                                v.path("line").asInt(),
                                v.path("column").asInt(),
                                Optional.ofNullable(v.path("set").textValue())))));
        return problems;
    }
}
