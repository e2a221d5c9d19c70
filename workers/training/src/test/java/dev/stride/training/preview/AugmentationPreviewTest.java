package dev.stride.training.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.bus.preview.PreviewReply;
import dev.stride.bus.preview.PreviewRequest;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.model.RandomStream;
import dev.stride.network.TensorShape;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.LoadedPlugin;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.Augmentation;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Misfit;
import dev.stride.spi.Transform;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.Batches;
import dev.stride.training.input.BatchesAhead;
import dev.stride.training.input.EpochOrder;
import dev.stride.training.input.Pass;
import dev.stride.training.program.Batch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationPreviewTest {

    private static final ImageShape SHAPE = new ImageShape(3, 6, 9);
    private static final int MAGNIFIED = 11;
    private static final int CLASSES = 3;
    private static final int IMAGES = 4;
    private static final int DRAWS = 5;
    private static final long SEED = 7;
    private static final DataSelection SELECTION =
            new DataSelection(ModuleRef.of(ModuleKind.DATASET, "noise"), 0.25, 1, 0);

    @TempDir
    Path folder;

    private final PluginRegistry plugins = PluginRegistry.of(List.of(new LoadedPlugin(
            "test",
            Path.of("test"),
            "",
            List.of(new Noise(), new Changing("shifted"), new Changing("tinted"), new Picky("a"), new Picky("b")))));
    private final PreparedData data =
            PreparedData.of(Bound.of(plugins, SELECTION.module()).load(access("")), SELECTION);
    private final ContactSheet layout = new ContactSheet(SHAPE, 2, IMAGES, DRAWS);

    /** Training goes through all images, in its own order and in batches of its own. */
    @Test
    void aCellHasThePixelsThatTheEpochsBatchHas() throws IOException {
        BufferedImage sheet = drawn(OptionalInt.empty(), "shifted", "tinted");
        AugmentationPipeline pipeline = pipeline(OptionalInt.empty(), "shifted", "tinted");
        int[] shown = ShownImages.of(data, IMAGES);
        for (int epoch = 1; epoch <= DRAWS; epoch++) {
            Map<Integer, int[]> trained = trained(pipeline, epoch);
            for (int row = 0; row < IMAGES; row++) {
                assertThat(cell(sheet, 1, row, epoch)).isEqualTo(trained.get(shown[row]));
            }
        }
    }

    private Map<Integer, int[]> trained(AugmentationPipeline pipeline, int epoch) {
        int[] order = EpochOrder.of(data.split().train(), SEED, epoch);
        var pass = new Pass(data.data().train(), order, new int[] {8, 16, order.length}, pipeline.in(epoch));
        var pixels = new HashMap<Integer, int[]>();
        try (var ahead = BatchesAhead.of(data.data().train())) {
            Batches batches = ahead.begin(pass, BatchPair.of(TensorShape.Maps.of(SHAPE), order.length, true));
            for (int number = 0; number < pass.batches(); number++) {
                Batch batch = batches.next();
                for (int place = 0; place < batch.count(); place++) {
                    pixels.put(order[pass.start(number) + place], rounded(batch, place));
                }
            }
        }
        return pixels;
    }

    private static int[] rounded(Batch batch, int place) {
        int size = (int) SHAPE.size();
        return IntStream.range(place * size, (place + 1) * size)
                .map(i -> Math.round(batch.pixels().getFloat(i * Float.BYTES)))
                .toArray();
    }

    @Test
    void theFirstColumnAndAnEmptyPipelineHaveTheImagesAsTheyAre() throws IOException {
        BufferedImage sheet = drawn(OptionalInt.empty(), "shifted");
        int[] shown = ShownImages.of(data, IMAGES);
        for (int row = 0; row < IMAGES; row++) {
            int[] pixels = pixels(data.data().train(), shown[row]);
            assertThat(cell(sheet, 0, row, 0)).isEqualTo(pixels);
            assertThat(cell(sheet, 0, row, DRAWS)).isEqualTo(pixels);
            assertThat(cell(sheet, 1, row, 0)).isEqualTo(pixels);
            assertThat(cell(sheet, 1, row, 1)).isNotEqualTo(pixels);
        }
    }

    private static int[] pixels(ImageSet images, int index) {
        var image = images.image(index);
        return IntStream.range(image.from(), image.from() + (int) SHAPE.size())
                .map(i -> image.pixels()[i] & 0xFF)
                .toArray();
    }

    @Test
    void whereVariantsAreCachedThereAreNoOthers() throws IOException {
        BufferedImage sheet = drawn(OptionalInt.of(2), "shifted");
        for (int row = 0; row < IMAGES; row++) {
            var variants = new HashSet<String>();
            for (int column = 1; column <= DRAWS; column++) {
                variants.add(Arrays.toString(cell(sheet, 1, row, column)));
            }
            assertThat(variants).hasSizeBetween(1, 2);
        }
    }

    @Test
    void classesTakeTurnsAndValidationIsLeftOut() {
        int[] shown = ShownImages.of(data, 7);
        assertThat(IntStream.of(shown).map(i -> data.data().train().labels()[i]))
                .containsExactly(0, 1, 2, 0, 1, 2, 0);
        assertThat(IntStream.of(shown).boxed()).doesNotHaveDuplicates();
        assertThat(IntStream.of(shown)
                        .noneMatch(i -> Arrays.stream(data.split().validation()).anyMatch(v -> v == i)))
                .isTrue();
        assertThat(ShownImages.of(data, 1_000)).hasSameSizeAs(data.split().train());
    }

    @Test
    void whatDoesNotFitIsRefusedAtOnceAndLeavesNoFile() {
        assertThatThrownBy(() -> drawn(OptionalInt.empty(), "shifted", "a", "b", "a"))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MISFIT);
                    assertThat(e.problems())
                            .containsExactly(
                                    new Problem("space.augmentation", "a does not like them", "leave it out"),
                                    new Problem("space.augmentation", "b does not like them", "leave it out"));
                });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSheetThatWouldBeTooLargeIsRefused() {
        assertThatThrownBy(() -> new ContactSheet(new ImageShape(3, 500, 500), 100, 8, 8))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    /** A sheet with a block without augmentations and one with these. */
    private BufferedImage drawn(OptionalInt variants, String... steps) throws IOException {
        Path sheet = folder.resolve("sheet.png");
        var none = new PreviewRequest.Pipeline("none", List.of(), variants, SEED);
        var some = new PreviewRequest.Pipeline("some", modules(steps), variants, SEED);
        PreviewReply.Drawn drawn = new AugmentationPreview(plugins, this::access)
                .draw(new PreviewRequest(
                        SELECTION, List.of(none, some), IMAGES, DRAWS, List.of(), "", sheet.toString()));
        BufferedImage image = ImageIO.read(sheet.toFile());
        assertThat(drawn)
                .isEqualTo(new PreviewReply.Drawn(
                        image.getWidth(), image.getHeight(), SHAPE, MAGNIFIED, List.of("c0", "c1", "c2", "c0"), false));
        return image;
    }

    private AugmentationPipeline pipeline(OptionalInt variants, String... steps) {
        return AugmentationPipeline.of(plugins, modules(steps), data.statistics(), SEED, variants);
    }

    private static List<ModuleRef> modules(String... names) {
        return Arrays.stream(names)
                .map(name -> ModuleRef.of(ModuleKind.AUGMENTATION, name))
                .toList();
    }

    private DataAccess access(String dataset) {
        return new DataAccess(Path.of("unused"), false, 1 << 20, line -> {});
    }

    /** A cell's channels one after the other; each pixel has to be a square of one colour. */
    private int[] cell(BufferedImage sheet, int block, int row, int column) {
        int area = SHAPE.height() * SHAPE.width();
        int[] pixels = new int[3 * area];
        for (int i = 0; i < area; i++) {
            int left = layout.left(column) + i % SHAPE.width() * MAGNIFIED;
            int top = layout.top(block, row) + i / SHAPE.width() * MAGNIFIED;
            int[] square = sheet.getRGB(left, top, MAGNIFIED, MAGNIFIED, null, 0, MAGNIFIED);
            assertThat(IntStream.of(square).distinct().count()).isEqualTo(1);
            pixels[i] = square[0] >> 16 & 0xFF;
            pixels[area + i] = square[0] >> 8 & 0xFF;
            pixels[2 * area + i] = square[0] & 0xFF;
        }
        return pixels;
    }

    record NoParameters() {}

    private record Noise(String name) implements Dataset<NoParameters> {

        Noise() {
            this("noise");
        }

        @Override
        public String summary() {
            return "Noise.";
        }

        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public ImageData load(NoParameters parameters, DataAccess access) {
            return new ImageData(List.of("c0", "c1", "c2"), images(30, 1), images(6, 2), List.of());
        }

        private static ImageSet images(int count, long seed) {
            RandomStream random = RandomStream.of(seed);
            byte[] pixels = new byte[count * (int) SHAPE.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) random.nextInt(256);
            }
            return new ImageSet.InMemory(
                    SHAPE,
                    pixels,
                    IntStream.range(0, count).map(i -> i / (count / CLASSES)).toArray());
        }
    }

    /** Shifts images, or their colours. */
    private record Changing(String name) implements Augmentation<NoParameters> {

        @Override
        public String summary() {
            return "Changes.";
        }

        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public Transform draw(NoParameters parameters, ImageStatistics images, RandomStream random) {
            return name.equals("shifted")
                    ? Transform.Geometric.translation(random.nextDouble(-2, 2), random.nextDouble(-2, 2))
                    : new Transform.Colour(
                            new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}},
                            new double[] {random.nextDouble(), 0, random.nextDouble(-1, 0)});
        }
    }

    private record Picky(String name) implements Augmentation<NoParameters> {

        @Override
        public String summary() {
            return "Refuses.";
        }

        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public void check(NoParameters parameters, ImageShape shape) {
            throw new Misfit(name + " does not like them", "leave it out");
        }

        @Override
        public Transform draw(NoParameters parameters, ImageStatistics images, RandomStream random) {
            return Transform.IDENTITY;
        }
    }
}
