package dev.stride.engine.validation;

import dev.stride.model.ErrorCode;
import dev.stride.model.ErrorFamily;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Several checks of one request, all of whose problems are reported. */
final class Checks {

    private Checks() {}

    /**
     * Done once all are.
     *
     * @return fails with the problems of all that failed; with another failure as it is, since what it would have found
     *     is not known
     */
    static Future<Void> all(List<? extends Future<?>> checks) {
        return Future.join(checks).<Void>mapEmpty().recover(first -> Future.failedFuture(failure(checks)));
    }

    private static Throwable failure(List<? extends Future<?>> checks) {
        List<Throwable> failures =
                checks.stream().filter(Future::failed).map(Future::cause).toList();
        return failures.stream()
                .filter(e -> !isOfRequest(e))
                .findFirst()
                .orElseGet(() -> failures.size() == 1 ? failures.get(0) : together(failures.stream()));
    }

    private static boolean isOfRequest(Throwable e) {
        return e instanceof PlatformException refusal && refusal.code().family() == ErrorFamily.USER;
    }

    private static PlatformException together(Stream<Throwable> failures) {
        Set<Problem> problems = new LinkedHashSet<>();
        failures.forEach(e -> problems.addAll(((PlatformException) e).problems()));
        return new PlatformException(ErrorCode.INVALID_REQUEST, new ArrayList<>(problems));
    }
}
