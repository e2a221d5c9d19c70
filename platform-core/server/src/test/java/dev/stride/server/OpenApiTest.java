package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document and the routes say the same, in both directions, and answers are as the document has them. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static String id;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(folder);
        id = server.completed(3, 5).value();
        document = server.json("/openapi.json");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void theDocumentHasEveryRouteWithItsQueryAndNoOther() {
        Set<String> routes = new TreeSet<>();
        server.operations().forEach(o -> routes.add(o.method() + " " + o.path() + " " + new TreeSet<>(o.query())));
        Set<String> documented = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    documented.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey() + " "
                            + names(operation.getValue().path("parameters"), "query"));
                    assertThat(names(path.getValue().path("parameters"), "path"))
                            .as(path.getKey())
                            .isEqualTo(placeholders(path.getKey()));
                }
            }
        }
        assertThat(documented).isEqualTo(routes);
    }

    @Test
    void everyAnswerOfTheDocumentHasASchema() {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                for (JsonNode response : operation.getValue().path("responses")) {
                    resolved(response)
                            .path("content")
                            .properties()
                            .forEach(content -> assertThat(content.getValue().has("schema"))
                                    .as(operation.getKey() + " " + path.getKey() + " " + content.getKey())
                                    .isTrue());
                }
            }
        }
    }

    @Test
    void everyAnswerIsAsTheDocumentHasIt() throws Exception {
        Set<String> asked = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            JsonNode content =
                    path.getValue().path("get").path("responses").path("200").path("content");
            for (String type : names(content)) {
                String called = called(path.getKey()) + query(path.getKey(), type);
                HttpResponse<String> response = server.get(called);
                assertThat(response.statusCode()).as(called).isEqualTo(200);
                assertThat(response.headers().firstValue("Content-Type").orElse(""))
                        .as(called)
                        .startsWith(type);
                if (type.endsWith("json")) {
                    conforms(called, content.path(type).path("schema"), response.body());
                }
                asked.add(path.getKey());
            }
        }
        assertThat(asked)
                .hasSameSizeAs(server.operations().stream()
                        .filter(o -> o.method().name().equals("GET"))
                        .toList());
    }

    private static String query(String path, String type) {
        if (path.endsWith("/cross-table")) {
            return "?rows=units&columns=architecture";
        }
        return path.endsWith("/export") && type.contains("json") ? "?format=json" : "";
    }

    @Test
    void anExperimentThatCannotBeReadIsListedAsTheDocumentHasIt() throws Exception {
        server.unreadable("{}", "{}");
        conforms(
                "with one that cannot be read",
                document.path("components").path("schemas").path("Experiments"),
                server.get("/api/v1/experiments").body());
    }

    @Test
    void submissionsAreAnsweredAsTheDocumentHasThem() throws Exception {
        JsonNode responses =
                document.path("paths").path("/api/v1/experiments").path("post").path("responses");
        for (String query : List.of("?dry-run=true", "")) {
            HttpResponse<String> response = server.submit(query, RunningServer.FILE);
            conforms(
                    "POST " + query,
                    responses
                            .path(Integer.toString(response.statusCode()))
                            .path("content")
                            .path("application/json")
                            .path("schema"),
                    response.body());
        }
    }

    @Test
    void failuresAreProblemsAsTheDocumentHasThem() throws Exception {
        JsonNode schema = document.path("components").path("schemas").path("Problem");
        for (String path : List.of(
                "/api/v1/nothing",
                "/nothing",
                "/api/v1/experiments/zzz",
                "/api/v1/experiments?limit=0",
                "/api/v1/experiments/last/trials/99",
                "/api/v1/networks/tiny-nut",
                "/api/v1/networks/tiny-net?set.units=7")) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            conforms(path, schema, response.body());
        }
        conforms("a broken file", schema, server.submit("", "experiment: [").body());
        conforms(
                "a broken option",
                schema,
                server.submit("?set=train.epochs%3D0", RunningServer.FILE).body());
        String tooLong = "#".repeat((1 << 20) + 1);
        JsonNode documented = document.at("/paths/~1api~1v1~1experiments/post/responses/413/content")
                .path("application/problem+json")
                .path("schema");
        conforms("a long file", documented, server.submit("", tooLong).body());
        conforms("method", schema, server.send("DELETE", "/metrics", "").body());
    }

    @Test
    void aFieldThatTheDocumentDoesNotHaveIsNoticed() {
        JsonNode schema = document.path("components").path("schemas").path("Metrics");
        assertThat(errors(schema, "{\"items\":[],\"more\":1}")).isNotEmpty();
        assertThat(errors(schema, "{}")).isNotEmpty();
        assertThat(errors(schema, "{\"items\":[]}")).isEmpty();
    }

    /** Streams end, since the experiment has. */
    private static String called(String path) {
        return path.replace("{id}", id).replace("{number}", "1").replace("{name}", "tiny-net");
    }

    private static void conforms(String what, JsonNode schema, String body) {
        assertThat(errors(schema, body)).as(what + ": " + body).isEmpty();
    }

    private static String errors(JsonNode schema, String body) {
        ObjectNode root = Json.object();
        root.setAll((ObjectNode) schema);
        root.set("$defs", document.path("components").path("schemas"));
        ObjectNode closed = (ObjectNode) Json.parsed(root.toString().replace("#/components/schemas/", "#/$defs/"));
        close(closed);
        OutputUnit result = Validator.create(
                        JsonSchema.of(new JsonObject(closed.toString())),
                        new JsonSchemaOptions()
                                .setBaseUri("app://stride")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic))
                .validate(new JsonObject(body));
        return Boolean.TRUE.equals(result.getValid()) ? "" : "" + result.getErrors();
    }

    /** Nothing may come that is not written down. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.has("type")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(OpenApiTest::close);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> names(JsonNode parameters, String in) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : parameters) {
            JsonNode whole = resolved(parameter);
            if (whole.path("in").asText().equals(in)) {
                names.add(whole.path("name").asText());
            }
        }
        return names;
    }

    private static Set<String> placeholders(String path) {
        Set<String> names = new TreeSet<>();
        java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(path).results().forEach(m -> names.add(m.group(1)));
        return names;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
