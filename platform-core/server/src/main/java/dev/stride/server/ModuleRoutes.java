package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.DescribeNetwork;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.NetworkInput;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Modules and what they describe. */
final class ModuleRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String PARAMETER = "set.";

    private final PluginRegistry plugins;
    private final Bus bus;

    ModuleRoutes(PluginRegistry plugins, Bus bus) {
        this.plugins = plugins;
        this.bus = bus;
    }

    void mount(Router router) {
        router.get("/api/v1/modules").handler(this::list);
        router.get("/api/v1/networks/:name").handler(this::network);
    }

    private void list(RoutingContext context) {
        ObjectNode json = Api.JSON.createObjectNode();
        ArrayNode items = json.putArray("items");
        plugins.infos().forEach(info -> items.add(Api.module(info)));
        Responses.json(context, 200, json);
    }

    private void network(RoutingContext context) {
        DescribeNetwork question;
        try {
            question = question(context);
        } catch (PlatformException e) {
            Problems.send(context, e);
            return;
        }
        Responses.json(
                context,
                bus.request(Addresses.architecture(question.preset()), question, PATIENCE)
                        .map(answer -> Api.network(answer.network())));
    }

    private DescribeNetwork question(RoutingContext context) {
        String name = context.pathParam("name");
        NetworkInput paper =
                Bound.of(plugins, ModuleRef.of(ModuleKind.ARCHITECTURE, name)).paperInput();
        ImageShape images = context.queryParam("input").stream()
                .findFirst()
                .map(text -> ImageShape.parse(text)
                        .orElseThrow(() -> new PlatformException(
                                ErrorCode.INVALID_REQUEST, "'input' is no shape", "write it as 3x32x32")))
                .orElse(paper.shape());
        int classes = context.queryParam("classes").stream()
                .findFirst()
                .map(ModuleRoutes::classes)
                .orElse(paper.classes());
        NetworkInput input = NetworkInput.unnormalised(images, classes);
        return new DescribeNetwork(name, ParameterValue.Fields.NONE, images, classes, input.mean(), input.deviation());
    }

    private static int classes(String text) {
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'classes' is no number of classes", "for example 10");
        }
        return Integer.parseInt(text);
    }
}
