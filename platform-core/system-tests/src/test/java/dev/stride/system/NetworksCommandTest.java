package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints of nets: the totals of the papers, and of libraries where they differ. */
class NetworksCommandTest {

    /** Parameters and multiplies of the exported net, and parameters in training. */
    private static final Map<String, List<String>> TOTALS = totals();

    @TempDir
    Path folder;

    private static Map<String, List<String>> totals() {
        var totals = new LinkedHashMap<String, List<String>>();
        totals.put("lenet-5", List.of("61,706", "416,520", "61,706"));
        totals.put("alexnet", List.of("62,378,344", "1,135,256,096", "62,378,344"));
        totals.put("alexnet-groups", List.of("60,965,224", "724,406,816", "60,965,224"));
        totals.put("alexnet-torchvision", List.of("61,100,840", "714,188,480", "61,100,840"));
        totals.put("vgg-16", List.of("138,357,544", "15,470,264,320", "138,357,544"));
        totals.put("resnet-18", List.of("11,689,512", "1,814,073,344", "11,689,512"));
        totals.put("resnet-34", List.of("21,797,672", "3,663,761,408", "21,797,672"));
        totals.put("resnet-50", List.of("25,557,032", "3,857,973,248", "25,557,032"));
        totals.put("resnet-50-torchvision", List.of("25,557,032", "4,089,184,256", "25,557,032"));
        totals.put("resnet-101", List.of("44,549,160", "7,570,194,432", "44,549,160"));
        totals.put("resnet-152", List.of("60,192,808", "11,282,415,616", "60,192,808"));
        totals.put("resnet-20", List.of("269,722", "40,551,040", "269,722"));
        totals.put("resnet-32", List.of("464,154", "68,862,592", "464,154"));
        totals.put("resnet-44", List.of("658,586", "97,174,144", "658,586"));
        totals.put("resnet-56", List.of("853,018", "125,485,696", "853,018"));
        totals.put("resnet-110", List.of("1,727,962", "252,887,680", "1,727,962"));
        totals.put("nin", List.of("966,986", "222,486,528", "966,986"));
        totals.put("googlenet", List.of("6,998,552", "1,582,671,872", "13,378,280"));
        totals.put("googlenet-torchvision", List.of("6,624,904", "1,498,376,192", "13,004,888"));
        return totals;
    }

    @Test
    void comparingPrintsThePapersTotalsOfEachNet() throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("networks", "compare"));
        arguments.addAll(TOTALS.keySet());
        Ended ended = Ended.of(folder, arguments);
        assertThat(ended.err()).isEmpty();
        var printed = new LinkedHashMap<String, List<String>>();
        ended.out()
                .lines()
                .skip(2)
                .limit(TOTALS.size())
                .map(NetworksCommandTest::cells)
                .forEach(cells -> printed.put(cells.get(0), List.of(cells.get(4), cells.get(5), cells.get(6))));
        assertThat(printed).isEqualTo(TOTALS);
    }

    @Test
    void inspectingPrintsTheSameTotalsInEachForm() throws IOException, InterruptedException {
        String table = inspected("googlenet", "table");
        assertThat(table)
                .contains("6,998,552 parameters, 1,582,671,872 multiplies")
                .contains("13,378,280");
        JsonNode json = new ObjectMapper().readTree(inspected("googlenet", "json"));
        assertThat(json.path("totals").path("parameters").asLong()).isEqualTo(13_378_280);
        assertThat(json.path("exported").path("parameters").asLong()).isEqualTo(6_998_552);
        assertThat(json.path("exported").path("multiplies").asLong()).isEqualTo(1_582_671_872);
        JsonNode described = json.path("description").path("nodes");
        assertThat(described.findValuesAsText("name")).contains("inception3a", "aux1", "logits");
        String dot = inspected("googlenet", "dot");
        assertThat(dot).startsWith("digraph ");
        assertThat(dot.strip()).endsWith("}");
        for (JsonNode node : described) {
            assertThat(dot).contains("\"" + node.path("name").asText() + "\"");
            node.path("inputs")
                    .forEach(input -> assertThat(dot)
                            .contains("\"" + input.asText() + "\" -> \""
                                    + node.path("name").asText() + "\""));
        }
    }

    private String inspected(String net, String form) throws IOException, InterruptedException {
        Ended ended = Ended.of(folder, List.of("networks", "inspect", net, "-o", form));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        return ended.out();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|")).map(String::strip).toList();
    }
}
