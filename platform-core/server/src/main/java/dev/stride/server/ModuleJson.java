package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.engine.dispatch.Roster;
import dev.stride.model.ParameterValue;
import dev.stride.pluginhost.ModuleInfo;
import dev.stride.spi.ParameterField;
import java.util.Locale;

/** Modules and workers in the API. */
final class ModuleJson {

    private ModuleJson() {}

    static ObjectNode module(ModuleInfo module) {
        ObjectNode json = Json.object().put("kind", module.kind().word()).put("name", module.name());
        Json.text(json, "summary", module.summary());
        Json.text(json, "plugin", module.plugin());
        json.put("pluginSha256", module.pluginSha256());
        Json.strings(json.putArray("presets"), module.presets());
        ArrayNode parameters = json.putArray("parameters");
        module.parameters().forEach(p -> parameters.add(parameter(p)));
        return json;
    }

    private static ObjectNode parameter(ParameterField field) {
        ObjectNode json = Json.object()
                .put("name", field.name())
                .put("type", field.type().name().toLowerCase(Locale.ROOT));
        Json.text(json, "about", field.about());
        json.put("required", field.required())
                .put("expected", field.expected())
                .put("default", field.otherwise().map(ParameterValue::toString).orElse(null));
        Json.strings(json.putArray("choices"), field.choices());
        return json;
    }

    static ObjectNode worker(Roster.Seen worker) {
        ObjectNode json = Json.object();
        Json.text(json, "id", worker.key().id());
        json.put("slots", worker.slots()).put("busy", worker.busy());
        Json.text(json, "device", worker.device());
        Json.text(json, "trouble", worker.trouble());
        return json.put("silentMillis", worker.silentMillis());
    }
}
