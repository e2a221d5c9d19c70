package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.Default;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.Range;
import java.util.List;
import java.util.stream.IntStream;

/** Made images for tests: a grating at an angle of its own for each class, at a random phase, under noise. */
public final class Synthetic implements Dataset<Synthetic.Parameters> {

    /**
     * What may vary.
     *
     * @param classes how many angles
     * @param channels 1 for grey images, 3 for colour
     * @param size height and width in pixels
     * @param train how many training images; classes take turns
     * @param test how many test images
     * @param noise deviation of the noise, as a fraction of the range of pixels
     * @param images the seed of phases and noise
     */
    public record Parameters(
            @About("How many classes") @Default("10") @Range(min = 2, max = 1000)
            int classes,

            @About("1 for grey images, 3 for colour") @Default("1") @Range(min = 1, max = 3)
            int channels,

            @About("Height and width in pixels") @Default("28") @Range(min = 4, max = 512)
            int size,

            @About("Training images") @Default("1000") @Range(min = 4, max = 1_000_000)
            int train,

            @About("Test images") @Default("200") @Range(min = 2, max = 1_000_000)
            int test,

            @About("Deviation of the noise as a fraction of the range of pixels")
            @Default("0.1")
            @Range(min = 0, max = 10)
            double noise,

            @About("Seed of the images") @Default("1") long images) {

        public Parameters {
            if (channels == 2) {
                throw new Misfit("images cannot have 2 channels", "use 3 for colour or 1 for grey");
            }
        }
    }

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public String summary() {
        return "Made gratings, one angle a class, for tests";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public ImageData load(Parameters parameters, DataAccess access) {
        List<String> classes = IntStream.range(0, parameters.classes())
                .mapToObj(i -> "grating-" + i)
                .toList();
        var shape = new ImageShape(parameters.channels(), parameters.size(), parameters.size());
        access.requireRoom((long) parameters.train() + parameters.test(), shape);
        RandomStream random = RandomStream.of(parameters.images());
        return new ImageData(
                classes,
                set(parameters, shape, parameters.train(), random.split("train")),
                set(parameters, shape, parameters.test(), random.split("test")),
                List.of());
    }

    private static ImageSet set(Parameters parameters, ImageShape shape, int count, RandomStream random) {
        byte[] pixels = new byte[Math.toIntExact(shape.size() * count)];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % parameters.classes();
            paint(parameters, shape, labels[i], pixels, Math.toIntExact(shape.size() * i), random.split(i));
        }
        return new ImageSet.InMemory(shape, pixels, labels);
    }

    private static void paint(
            Parameters parameters, ImageShape shape, int label, byte[] pixels, int offset, RandomStream random) {
        double angle = Math.PI * label / parameters.classes();
        double wave = 2 * Math.PI * 3 / parameters.size();
        double kx = wave * StrictMath.cos(angle);
        double ky = wave * StrictMath.sin(angle);
        double phase = random.nextDouble(0, 2 * Math.PI);
        int at = offset;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    double value = 0.5
                            + 0.35 * StrictMath.sin(kx * x + ky * y + phase + c)
                            + parameters.noise() * random.nextGaussian();
                    pixels[at++] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
                }
            }
        }
    }
}
