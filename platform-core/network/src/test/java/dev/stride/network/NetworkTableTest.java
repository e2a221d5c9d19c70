package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NetworkTableTest {

    /** Counts every multiplication of the definition, one by one. */
    @Property(tries = 100)
    void multipliesOfAConvolutionAreThoseOfItsDefinition(
            @ForAll @IntRange(min = 1, max = 3) int groups,
            @ForAll @IntRange(min = 1, max = 3) int each,
            @ForAll @IntRange(min = 3, max = 9) int side,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 2) int stride) {
        int filters = groups * 2;
        long count = 0;
        for (int y = 0; y + kernel <= side; y += stride) {
            for (int x = 0; x + kernel <= side; x += stride) {
                count += (long) filters * each * kernel * kernel;
            }
        }
        var conv = new Layer.Conv2d(filters, kernel, kernel, stride, 0, 0, groups, true);
        NetworkTable table = table(ShapesTest.builder(groups * each, side, side).put("conv", conv));
        assertThat(table.rows().get(1).multiplies()).isEqualTo(count);
        assertThat(table.rows().get(1).parameters()).isEqualTo((long) filters * each * kernel * kernel + filters);
    }

    @Test
    void statisticsOfABatchNormAreNoParameters() {
        Network network = end(ShapesTest.builder(8, 4, 4).batchNorm("norm"));
        assertThat(NetworkTable.of(network).rows().get(1).parameters()).isEqualTo(16);
        assertThat(network.tensors())
                .filteredOn(t -> t.node().equals("norm"))
                .extracting(TensorDeclaration::name)
                .containsExactly("norm.weight", "norm.bias", "norm.running_mean", "norm.running_var");
    }

    @Test
    void theSumsAreThoseOfTheRows() {
        NetworkTable table =
                table(ShapesTest.builder(3, 8, 8).conv("conv", 4, 3, 1, 1).relu("relu"));
        assertThat(table.totals().parameters())
                .isEqualTo(table.rows().stream()
                        .mapToLong(NetworkTable.Row::parameters)
                        .sum())
                .isEqualTo(3 * 4 * 9 + 4 + 4 * 8 * 8 * 2 + 2);
        assertThat(table.totals().activationBytes())
                .isEqualTo(table.rows().stream()
                        .mapToLong(NetworkTable.Row::activationBytes)
                        .sum());
        assertThat(table.totals().trainingBytes(2) - table.totals().trainingBytes(1))
                .isEqualTo(2 * table.totals().activationBytes());
    }

    @Test
    void stagesShareTheSumsOfTheirLayers() {
        NetworkTable table = table(ShapesTest.builder(3, 8, 8)
                .stage("first")
                .conv("conv1", 4, 3, 1, 1)
                .relu("relu1")
                .stage("second")
                .conv("conv2", 2, 3, 2, 1));
        assertThat(table.stages())
                .extracting(NetworkTable.Stage::name)
                .containsExactly("input", "first", "second", "head");
        assertThat(table.stages().get(1).output()).hasToString("4x8x8");
        assertThat(table.stages().get(1).totals())
                .isEqualTo(new NetworkTable.Totals(3 * 4 * 9 + 4, 3 * 4 * 9 * 64, 2 * 4 * 64 * 4));
        assertThat(table.stages().stream()
                        .mapToLong(stage -> stage.totals().parameters())
                        .sum())
                .isEqualTo(table.totals().parameters());
    }

    @Test
    void anAuxiliaryHeadCountsInTrainingAlone() {
        NetworkBuilder builder = ShapesTest.builder(3, 4, 4).conv("conv", 4, 3, 1, 1);
        builder.globalAveragePool("aux.pool").dense("aux.fc", 2).put("aux", new Layer.Head(2, 0.3, true));
        NetworkTable table = table(builder.from("conv"));
        long auxiliary = 4 * 2 + 2;
        assertThat(table.totals().parameters() - table.exported().parameters()).isEqualTo(auxiliary);
        assertThat(table.totals().multiplies() - table.exported().multiplies()).isEqualTo(4 * 2);
        assertThat(table.rows())
                .filteredOn(row -> !row.exported())
                .extracting(NetworkTable.Row::name)
                .containsExactly("aux.pool", "aux.fc", "aux");
    }

    @Test
    void depthIsThatOfTheLongestWay() {
        NetworkBuilder builder = ShapesTest.builder(3, 4, 4).conv("conv1", 4, 3, 1, 1);
        String before = builder.here();
        builder.conv("conv2", 4, 3, 1, 1).conv("conv3", 4, 3, 1, 1).add("sum", before);
        assertThat(end(builder).depth()).isEqualTo(4);
    }

    private static NetworkTable table(NetworkBuilder builder) {
        return NetworkTable.of(end(builder));
    }

    private static Network end(NetworkBuilder builder) {
        return builder.flatten("flatten").classify("fc", 2);
    }
}
