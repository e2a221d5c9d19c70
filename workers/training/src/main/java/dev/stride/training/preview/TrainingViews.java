package dev.stride.training.preview;

import dev.stride.model.ImageShape;
import dev.stride.network.TensorShape;
import dev.stride.spi.ImageSet;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.BatchesAhead;
import dev.stride.training.input.Pass;
import dev.stride.training.program.Batch;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Images out of the batches that training makes of them. Used and closed by one thread. */
final class TrainingViews implements AutoCloseable {

    private final ImageSet images;
    private final int[] shown;
    private final BatchesAhead batches;
    private final BatchPair bytes;
    private final BatchPair floats;

    /**
     * Takes the memory of its batches.
     *
     * @param shown indices of the images, which make one batch
     */
    TrainingViews(ImageSet images, int[] shown) {
        TensorShape shape = TensorShape.Maps.of(images.shape());
        this.images = images;
        this.shown = shown;
        this.bytes = BatchPair.of(shape, shown.length, false);
        this.floats = BatchPair.of(shape, shown.length, true);
        this.batches = BatchesAhead.of(images);
    }

    /** The images without augmentations. */
    List<BufferedImage> plain() {
        return pictures(Optional.empty(), bytes);
    }

    /** The images as an epoch of a pipeline has them. */
    List<BufferedImage> of(AugmentationPipeline pipeline, int epoch) {
        return pictures(pipeline.in(epoch), pipeline.isEmpty() ? bytes : floats);
    }

    private List<BufferedImage> pictures(Optional<AugmentationPipeline.Epoch> epoch, BatchPair pair) {
        var pass = new Pass(images, shown, new int[] {shown.length}, epoch);
        Batch batch = batches.begin(pass, pair).next();
        return IntStream.range(0, batch.count())
                .mapToObj(place -> picture(batch, place))
                .toList();
    }

    private BufferedImage picture(Batch batch, int place) {
        ImageShape shape = images.shape();
        var picture = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        int area = shape.height() * shape.width();
        int first = place * Math.toIntExact(shape.size());
        int next = shape.channels() == 1 ? 0 : area;
        for (int i = 0; i < area; i++) {
            int red = value(batch, first + i);
            int green = value(batch, first + next + i);
            int blue = value(batch, first + 2 * next + i);
            picture.setRGB(i % shape.width(), i / shape.width(), red << 16 | green << 8 | blue);
        }
        return picture;
    }

    /** From 0 to 255; what lies beyond, as a plugin may paint it, is cut off. */
    private static int value(Batch batch, int at) {
        ByteBuffer pixels = batch.pixels();
        return batch.floats()
                ? Math.max(0, Math.min(255, Math.round(pixels.getFloat(at * Float.BYTES))))
                : pixels.get(at) & 0xFF;
    }

    @Override
    public void close() {
        batches.close();
    }
}
