package dev.stride.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts operations on a router. What can be got can be asked for its head, and any other method of a path is answered
 * with those that it has.
 */
final class Operations {

    private Operations() {}

    static void mount(Router router, List<Operation> operations) {
        Map<String, List<Operation>> byRoute = new LinkedHashMap<>();
        operations.forEach(
                o -> byRoute.computeIfAbsent(o.route(), r -> new ArrayList<>()).add(o));
        byRoute.forEach((route, ofRoute) -> {
            ofRoute.forEach(operation -> mount(router, operation));
            String allowed = allowed(ofRoute);
            router.route(route).handler(context -> {
                context.response().putHeader("Allow", allowed);
                Problems.send(
                        context,
                        new HttpRefusal(
                                405,
                                "method",
                                context.request().method() + " is not possible here",
                                "use one of " + allowed));
            });
        });
    }

    private static void mount(Router router, Operation operation) {
        Route route = router.route(operation.route()).method(operation.method());
        if (operation.method().equals(HttpMethod.GET)) {
            route.method(HttpMethod.HEAD);
        }
        route.handler(operation::handle);
    }

    private static String allowed(List<Operation> operations) {
        var methods = new ArrayList<String>();
        for (Operation operation : operations) {
            methods.add(operation.method().name());
            if (operation.method().equals(HttpMethod.GET)) {
                methods.add("HEAD");
            }
        }
        return String.join(", ", methods);
    }
}
