package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NetworkTableTest {

    /** Szegedy et al. 2015, as the lecture notes count it: 'same' 5x5, 32 filters, on 28x28x192. */
    @Test
    void aBottleneckCostsATenthOfTheConvolutionThatItReplaces() {
        assertThat(multiplies(ShapesTest.builder(192, 28, 28).conv("conv", 32, 5, 1, 2)))
                .isEqualTo(120_422_400);
        assertThat(multiplies(ShapesTest.builder(192, 28, 28)
                        .conv("bottleneck", 16, 1, 1, 0)
                        .conv("conv", 32, 5, 1, 2)))
                .isEqualTo(2_408_448 + 10_035_200)
                .isEqualTo(12_443_648);
    }

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

    private static NetworkTable table(NetworkBuilder builder) {
        return NetworkTable.of(end(builder));
    }

    /** Of the convolutions alone. */
    private static long multiplies(NetworkBuilder builder) {
        return table(builder).rows().stream()
                .filter(row -> row.kind().startsWith("conv"))
                .mapToLong(NetworkTable.Row::multiplies)
                .sum();
    }

    private static Network end(NetworkBuilder builder) {
        return builder.flatten("flatten").classify("fc", 2);
    }
}
