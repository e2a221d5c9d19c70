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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A user's own images: a folder or a zip with one folder a class, or with {@code train} and {@code test} above them.
 * PNG, JPEG, BMP and GIF of any size; all are brought to one.
 */
public final class ImageFolder implements Dataset<ImageFolder.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The folder or zip") String path,

            @About("Height and width that all images are resized to, in pixels; when left out all must have one size")
            @Range(min = 1, max = 4096)
            Optional<Integer> size,

            @About("3 for colour, 1 for grey") @Default("3") @Range(min = 1, max = 3)
            int channels,

            @About("The share of images that is tested with, where there is no folder 'test'")
            @Default("0.2")
            @Range(min = 0.01, max = 0.9)
            double testShare,

            @About("The share of files that may be unreadable") @Default("0.01") @Range(min = 0, max = 1)
            double corruptLimit) {

        public Parameters {
            if (channels == 2) {
                throw new Misfit("images cannot have 2 channels", "use 3 for colour or 1 for grey");
            }
        }
    }

    @Override
    public String name() {
        return "image-folder";
    }

    @Override
    public String summary() {
        return "Your own images, one folder a class, in a folder or a zip";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public ImageData load(Parameters parameters, DataAccess access) {
        try (ImageTree tree = ImageTree.open(parameters.path())) {
            List<ImageTree.Entry> entries = tree.entries();
            List<String> classes = classes(entries, parameters.path());
            var decoder = new Decoder(tree, parameters);
            List<Decoder.Decoded> images = decoder.all(entries, classes, access.progress());
            ImageShape shape = shape(images, parameters);
            List<Decoder.Decoded> train = new ArrayList<>();
            List<Decoder.Decoded> test = new ArrayList<>();
            split(images, classes.size(), parameters, train, test);
            return new ImageData(classes, set(train, shape), set(test, shape), decoder.remarks());
        }
    }

    private static List<String> classes(List<ImageTree.Entry> entries, String path) {
        var classes = new TreeSet<String>();
        entries.forEach(e -> classes.add(e.label()));
        if (entries.isEmpty()) {
            throw new Misfit(
                    "'" + path + "' holds no images", "put PNG, JPEG, BMP or GIF files there, one folder a class");
        }
        if (classes.size() < 2) {
            throw new Misfit(
                    "'" + path + "' holds images of one class alone, '" + classes.first() + "'",
                    "put each class into a folder of its own");
        }
        return List.copyOf(classes);
    }

    private static ImageShape shape(List<Decoder.Decoded> images, Parameters parameters) {
        ImageShape shape = images.get(0).shape();
        for (Decoder.Decoded image : images) {
            if (!image.shape().equals(shape)) {
                throw new Misfit(
                        "the images have different sizes: " + images.get(0).name() + " is " + shape + ", "
                                + image.name() + " is " + image.shape(),
                        "give the data set a 'size' that all are resized to");
            }
        }
        return shape;
    }

    /** By the folders' own word; where they say nothing, a share of each class, drawn with a fixed seed. */
    private static void split(
            List<Decoder.Decoded> images,
            int classes,
            Parameters parameters,
            List<Decoder.Decoded> train,
            List<Decoder.Decoded> test) {
        if (images.stream().anyMatch(i -> i.part() == ImageTree.Part.TEST)) {
            images.forEach(i -> (i.part() == ImageTree.Part.TEST ? test : train).add(i));
        } else {
            for (int label = 0; label < classes; label++) {
                int wanted = label;
                List<Decoder.Decoded> own =
                        images.stream().filter(i -> i.label() == wanted).toList();
                int[] order = RandomStream.of(1).split(label).permutation(own.size());
                int held = (int) Math.round(own.size() * parameters.testShare());
                for (int i = 0; i < order.length; i++) {
                    (i < held ? test : train).add(own.get(order[i]));
                }
            }
        }
        if (train.isEmpty() || test.isEmpty()) {
            throw new Misfit(
                    "there are " + train.size() + " images to learn from and " + test.size() + " to test with",
                    "add images to the part that has none");
        }
    }

    private static ImageSet set(List<Decoder.Decoded> images, ImageShape shape) {
        long bytes = shape.size() * images.size();
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new Misfit(
                    images.size() + " images of " + shape + " need " + bytes + " bytes; at most 2 GiB fit",
                    "give a smaller 'size'");
        }
        byte[] pixels = new byte[(int) bytes];
        int[] labels = new int[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.get(i).label();
            System.arraycopy(images.get(i).pixels(), 0, pixels, Math.toIntExact(shape.size() * i), (int) shape.size());
        }
        return new ImageSet(shape, pixels, labels);
    }
}
