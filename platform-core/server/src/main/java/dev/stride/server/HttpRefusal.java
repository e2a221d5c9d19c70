package dev.stride.server;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import java.util.List;

/** A request that is refused for its form, with HTTP's own status for it, before anything looks at what it asks. */
final class HttpRefusal extends PlatformException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param path which part of the request, for example {@code query.limit}; empty for the whole */
    HttpRefusal(int status, String path, String message, String remedy) {
        super(code(status), List.of(new Problem(path, message, remedy)));
        this.status = status;
    }

    int status() {
        return status;
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 503 -> ErrorCode.TIMED_OUT;
            default -> ErrorCode.INVALID_REQUEST;
        };
    }
}
