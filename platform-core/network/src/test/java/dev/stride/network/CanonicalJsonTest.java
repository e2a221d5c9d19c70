package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void aNetHasOneText() {
        assertThat(CanonicalJson.of(net("a \"net\"\n", 2)))
                .isEqualTo("{\"name\":\"a \\\"net\\\"\\u000a\",\"initialiser\":\"HE\",\"nodes\":["
                        + "{\"name\":\"input\",\"stage\":\"input\",\"layer\":{\"type\":\"Input\",\"shape\":"
                        + "{\"channels\":1,\"height\":2,\"width\":2},\"order\":\"RGB\",\"scale\":0.00392156862745098,"
                        + "\"mean\":[0.0],\"deviation\":[1.0]},\"inputs\":[]},"
                        + "{\"name\":\"flatten\",\"stage\":\"input\",\"layer\":{\"type\":\"Flatten\"},"
                        + "\"inputs\":[\"input\"]},"
                        + "{\"name\":\"fc\",\"stage\":\"head\",\"layer\":{\"type\":\"Dense\",\"units\":2,"
                        + "\"bias\":true},\"inputs\":[\"flatten\"]},"
                        + "{\"name\":\"logits\",\"stage\":\"head\",\"layer\":{\"type\":\"Head\",\"classes\":2,"
                        + "\"weight\":1.0,\"auxiliary\":false},\"inputs\":[\"fc\"]}]}");
    }

    @Test
    void equalNetsHaveEqualHashesAndOthersOthers() {
        assertThat(net("net", 2).hash()).isEqualTo(net("net", 2).hash()).hasSize(64);
        assertThat(net("net", 2).hash()).isNotEqualTo(net("net", 3).hash());
        assertThat(net("net", 2).hash()).isNotEqualTo(net("other", 2).hash());
    }

    private static Network net(String name, int classes) {
        Layer.Input input = (Layer.Input) ShapesTest.builder(1, 2, 2)
                .flatten("flatten")
                .classify("fc", 2)
                .nodes()
                .get(0)
                .layer();
        return NetworkBuilder.of(name, Initialiser.HE, input).flatten("flatten").classify("fc", classes);
    }
}
