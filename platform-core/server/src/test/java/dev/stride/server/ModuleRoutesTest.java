package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleRoutesTest {

    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aNetIsDescribedWithItsParametersItsImagesAndItsClasses() throws Exception {
        JsonNode paper = server.json("/api/v1/networks/tiny-net");
        assertThat(paper.path("totals").path("parameters").asInt()).isEqualTo(4 * 4 + 4 + 4 * 2 + 2);
        JsonNode other = server.json("/api/v1/networks/tiny-net?set.units=6&input=1x3x3&classes=5");
        assertThat(other.path("totals").path("parameters").asInt()).isEqualTo(9 * 6 + 6 + 6 * 5 + 5);
        assertThat(other.path("hash")).isNotEqualTo(paper.path("hash"));
    }

    @ParameterizedTest
    @CsvSource({
        "set.unit=7, 422, units",
        "set.units=many, 422, integer",
        "set.units=13, 422, bad luck",
        "units=7, 400, set.*",
        "input=big, 400, 3x32x32",
        "input=0x1x1, 400, 3x32x32",
        "classes=0, 400, from 1 to 999999",
        "classes=ten, 400, from 1 to 999999"
    })
    void whatCannotBeDescribedIsRefusedWithARemedy(String query, int status, String words) throws Exception {
        var response = server.get("/api/v1/networks/tiny-net?" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(words);
        assertThat(RunningServer.violation(response).path("remedy").asText()).isNotBlank();
    }

    @Test
    void anArchitectureThatIsNotThereIsNamed() throws Exception {
        var response = server.get("/api/v1/networks/tiny-nut");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(RunningServer.violation(response).path("remedy").asText()).contains("did you mean 'tiny-net'");
    }

    @Test
    void modulesAreListedWithTheirParameters() throws Exception {
        JsonNode net = null;
        for (JsonNode module : server.json("/api/v1/modules").path("items")) {
            net = module.path("name").asText().equals("tiny-net") ? module : net;
        }
        assertThat(net).isNotNull();
        assertThat(net.path("parameters").path(0).path("default").asText()).isEqualTo("4");
    }

    @Test
    void metricsAreListedWithKindUnitAndGoal() throws Exception {
        JsonNode items = server.json("/api/v1/metrics").path("items");
        assertThat(items)
                .anySatisfy(m -> assertThat(m.toString())
                        .isEqualTo("{\"metric\":\"validation.loss\",\"kind\":\"loss\",\"goal\":\"minimize\","
                                + "\"unit\":\"nats\"}"))
                .anySatisfy(m -> assertThat(m.toString())
                        .isEqualTo("{\"metric\":\"test.accuracy\",\"kind\":\"ratio\",\"goal\":\"maximize\","
                                + "\"unit\":\"1\"}"))
                .anySatisfy(m -> assertThat(m.toString())
                        .isEqualTo("{\"metric\":\"rate\",\"kind\":\"rate\",\"goal\":null,\"unit\":\"1\"}"));
    }
}
