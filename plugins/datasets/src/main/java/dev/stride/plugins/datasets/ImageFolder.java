package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import dev.stride.spi.About;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.Default;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A user's own images: a folder or a zip with one folder a class, or with {@code train}, {@code val} and {@code test}
 * above them (see {@link ImageParts}). PNG, JPEG, BMP and GIF of any size; all are brought to one (see {@link
 * Resampling}).
 */
public final class ImageFolder implements Dataset<ImageFolder.Parameters> {

    private static final int NAMED = 5;

    /**
     * What may vary.
     *
     * @param path the folder or zip
     * @param size height and width that all images are resized to, in pixels; empty where all have one size
     * @param channels 3 for colour, 1 for grey
     * @param testShare the share of each class that is tested with, where there is no folder {@code test}
     * @param corruptLimit the share of files that may be unreadable
     */
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
            var parts = ImageParts.of(entries, classes, parameters.testShare());
            var decoder = new Decoder(tree, parameters, classes, access.progress());
            ImageShape shape = decoder.shape(entries);
            access.requireRoom(entries.size(), shape);
            ImageSet train = decoder.read(parts.train(), shape);
            ImageSet test = decoder.read(parts.test(), shape);
            decoder.requireFewCorrupt();
            requireEachClass(train, classes);
            return new ImageData(classes, train, test, remarks(entries, decoder));
        }
    }

    @Override
    public String stamp(Parameters parameters, DataAccess access) {
        return FileStamp.of(parameters.path());
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

    private static void requireEachClass(ImageSet train, List<String> classes) {
        var missing = new ArrayList<>(classes);
        Arrays.stream(train.labels()).distinct().forEach(label -> missing.remove(classes.get(label)));
        if (!missing.isEmpty()) {
            throw new Misfit(
                    "there are no images to learn from of " + missing.size() + " classes: "
                            + String.join(", ", missing.subList(0, Math.min(NAMED, missing.size()))),
                    "add training images of each class, or remove its test images");
        }
    }

    private static List<String> remarks(List<ImageTree.Entry> entries, Decoder decoder) {
        var remarks = new ArrayList<String>();
        decoder.remark().ifPresent(remarks::add);
        if (ImageParts.has(entries, ImageTree.Part.VALIDATION)) {
            remarks.add("the validation folder's images are learned from: the platform holds out its own");
        }
        return remarks;
    }
}
