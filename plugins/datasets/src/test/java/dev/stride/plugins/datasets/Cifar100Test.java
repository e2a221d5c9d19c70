package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ParameterValue;
import dev.stride.spi.ImageData;
import dev.stride.spi.testkit.DatasetContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar100Test extends DatasetContract<Cifar100.Parameters> {

    /** One image of each class to learn from. */
    private static final CifarLayout SMALL = new CifarLayout(
            CifarLayout.HUNDRED.archive(), CifarLayout.HUNDRED.trainFiles(), 100, CifarLayout.HUNDRED.testFile(), 1, 2);

    @TempDir
    Path folder;

    private Path archive;

    @BeforeEach
    void writeArchive() throws IOException {
        var train = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            train.writeBytes(CifarArchive.record(i, i / 5, i));
        }
        var files = Map.of("train.bin", train.toByteArray(), "test.bin", CifarArchive.record(7, 4, 51));
        archive = Files.write(folder.resolve("cifar-100-binary.tar.gz"), CifarArchive.tarGz(files));
    }

    @Override
    protected Cifar100 module() {
        return new Cifar100(SMALL);
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(Map.of("path", ParameterValue.of(archive.toString())));
    }

    @Test
    void theFineLabelIsTheSecondByteOfARecord() {
        ImageData data = load(Cifar100.Labels.FINE);
        assertThat(data.train().labels())
                .containsExactly(IntStream.range(0, 100).toArray());
        assertThat(data.classes()).hasSize(100).isSorted();
        assertThat(data.classes().get(data.test().labels()[0])).isEqualTo("mushroom");
    }

    @Test
    void theCoarseLabelIsTheFirst() {
        ImageData data = load(Cifar100.Labels.COARSE);
        assertThat(data.train().labels())
                .containsExactly(IntStream.range(0, 100).map(i -> i / 5).toArray());
        assertThat(data.classes()).hasSize(20).isSorted();
        assertThat(data.classes().get(data.test().labels()[0])).isEqualTo("fruit and vegetables");
    }

    private ImageData load(Cifar100.Labels labels) {
        return module().load(new Cifar100.Parameters(Optional.of(archive.toString()), labels), access());
    }
}
