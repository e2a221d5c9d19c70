package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every data set, with parameters that need no network.
 *
 * @param <P> the record of its parameters
 */
public abstract class DatasetContract<P extends Record> extends ModuleContract<P> {

    private static final long MEMORY = 256 << 20;

    /** The folder that the data set may keep files in. */
    @TempDir
    protected Path cache;

    @Override
    protected abstract Dataset<P> module();

    /** What a data set gets that may not download: 256 MiB for its pixels. */
    protected final DataAccess access() {
        return access(MEMORY);
    }

    private DataAccess access(long memory) {
        return new DataAccess(cache, false, memory, line -> {});
    }

    private ImageData load() {
        return module().load(parameters(), access());
    }

    /** All that the hash of the content is made of. */
    @Test
    void itLoadsTheSameAgain() {
        ImageData once = load();
        ImageData again = load();
        assertThat(again.classes()).isEqualTo(once.classes());
        assertThat(again.train().shape()).isEqualTo(once.train().shape());
        assertSame(again.train(), once.train());
        assertSame(again.test(), once.test());
    }

    private static void assertSame(ImageSet again, ImageSet once) {
        assertThat(again.labels()).isEqualTo(once.labels());
        for (int i = 0; i < once.count(); i++) {
            assertThat(again.image(i).sha256())
                    .as("digest of image " + i)
                    .isEqualTo(once.image(i).sha256())
                    .isEqualTo(once.sha256(i))
                    .isEqualTo(again.sha256(i));
            assertThat(again.sums(i).pixels()).isEqualTo(once.sums(i).pixels());
            assertThat(again.sums(i).values()).isEqualTo(once.sums(i).values());
            assertThat(again.sums(i).products()).isEqualTo(once.sums(i).products());
        }
    }

    @Test
    void itsClassesAreNamedApart() {
        assertThat(load().classes())
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void bothPartsHaveTheSameShapeAndEveryImageItsChannels() {
        ImageData data = load();
        int channels = data.train().shape().channels();
        assertThat(channels).isIn(1, 3);
        for (ImageSet part : new ImageSet[] {data.train(), data.test()}) {
            assertThat(part.shape()).isEqualTo(data.train().shape());
            assertThat(part.count()).isPositive();
            for (int i = 0; i < part.count(); i++) {
                assertThat(part.image(i).shape().channels()).isEqualTo(channels);
                assertThat(part.sums(i).values()).hasSize(channels);
            }
        }
    }

    @Test
    void itsLabelsAreClassesAndEachClassCanBeLearned() {
        ImageData data = load();
        Integer[] classes = IntStream.range(0, data.classes().size()).boxed().toArray(Integer[]::new);
        assertThat(Arrays.stream(data.train().labels()).distinct()).containsExactlyInAnyOrder(classes);
        assertThat(Arrays.stream(data.test().labels()).distinct()).isSubsetOf(classes);
    }

    /** So the same selection has the same content on nodes with different memory. */
    @Test
    void whatDoesNotFitIntoTheMemoryIsRefusedOrStreamedAsTheSame() {
        ImageData data = load();
        long bytes = (long) (data.train().count() + data.test().count())
                * data.train().shape().size();
        assertSame(module().load(parameters(), access(bytes)).train(), data.train());
        try {
            ImageData streamed = module().load(parameters(), access(bytes - 1));
            assertThat(streamed.train()).isInstanceOf(ImageSet.Streamed.class);
            assertSame(streamed.train(), data.train());
            assertSame(streamed.test(), data.test());
        } catch (Misfit refused) {
            assertThat(refused).hasMessageContaining("MiB");
        }
    }
}
