package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.DescribeNetwork;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.ModuleCalls;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.server.file.Scalar;
import dev.stride.spi.NetworkInput;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Modules and what they describe. */
final class ModuleRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String PARAMETER = "set.";
    private static final int MOST_CLASSES = 999_999;

    private final PluginRegistry plugins;
    private final Bus bus;
    private final ModuleCalls calls;

    ModuleRoutes(PluginRegistry plugins, Bus bus, ModuleCalls calls) {
        this.plugins = plugins;
        this.bus = bus;
        this.calls = calls;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/api/v1/modules", this::list),
                Operation.get("/api/v1/metrics", this::metrics),
                Operation.get("/api/v1/networks/{name}", this::network, "input", "classes", PARAMETER + Query.ANY));
    }

    private void list(RoutingContext context) {
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        plugins.infos().forEach(info -> items.add(ModuleJson.module(info)));
        Json.strings(
                json.putArray("problems"),
                plugins.problems().stream().map(Problem::toString).toList());
        Responses.json(context, 200, json);
    }

    private void metrics(RoutingContext context) {
        ObjectNode json = Json.object();
        json.set("items", MetricJson.catalogue());
        Responses.json(context, 200, json);
    }

    private void network(RoutingContext context) {
        var architecture = new ModuleRef(ModuleKind.ARCHITECTURE, context.pathParam("name"), parameters(context));
        Responses.json(
                context,
                paperInput(architecture)
                        .map(paper -> question(context, architecture, paper))
                        .compose(question ->
                                bus.request(Addresses.architecture(architecture.name()), question, PATIENCE))
                        .map(answer -> NetworkJson.of(answer.network())));
    }

    /** Only what is known gets a thread: names come from anybody. */
    private Future<NetworkInput> paperInput(ModuleRef architecture) {
        plugins.module(architecture.kind(), architecture.name());
        return calls.call(
                Addresses.architecture(architecture.name()).value(),
                () -> Bound.of(plugins, architecture).paperInput());
    }

    private static DescribeNetwork question(RoutingContext context, ModuleRef architecture, NetworkInput paper) {
        ImageShape images = Query.text(context, "input")
                .map(text -> ImageShape.parse(text)
                        .orElseThrow(() -> Query.wrong(
                                "input", "'" + Query.shortened(text) + "' is no shape", "write it as 3x32x32")))
                .orElse(paper.shape());
        int classes = (int) Query.whole(context, "classes", 1, MOST_CLASSES, paper.classes());
        NetworkInput input = NetworkInput.unnormalised(images, classes);
        return new DescribeNetwork(
                architecture.name(), architecture.parameters(), images, classes, input.mean(), input.deviation());
    }

    /** {@code set.depth=20} is the parameter {@code depth}; a name that comes again makes a list. */
    private static ParameterValue.Fields parameters(RoutingContext context) {
        var values = new TreeMap<String, ParameterValue>();
        for (String name : Query.all(context).names()) {
            if (name.startsWith(PARAMETER)) {
                List<ParameterValue> given =
                        Query.all(context).getAll(name).stream().map(Scalar::of).toList();
                values.put(
                        name.substring(PARAMETER.length()),
                        given.size() == 1 ? given.get(0) : new ParameterValue.Items(given));
            }
        }
        return new ParameterValue.Fields(values);
    }
}
