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
 * A user's own images: a folder, zip or tar with one folder a class, or with {@code train}, {@code val} and {@code test}
 * above them (see {@link ImageParts}), or labelled by a CSV ({@link LabelFile}). PNG, JPEG, BMP and GIF of any size; all are brought to one (see {@link
 * Resampling}), or kept as they are. In memory, or decoded in a stream.
 */
public final class ImageFolder implements Dataset<ImageFolder.Parameters> {

    private static final int NAMED = 5;

    /**
     * What may vary.
     *
     * @param path the folder or archive
     * @param labels a CSV with the images' classes, in the folder or archive or on disk; empty where folders tell them
     * @param size height and width that all images are resized to, in pixels; empty where all have one size
     * @param channels 3 for colour, 1 for grey
     * @param testShare the share of each class that is tested with, where there is no folder {@code test}
     * @param corruptLimit the share of files that may be unreadable
     * @param decode when images are decoded; it makes no difference to what they are
     * @param original whether images keep their own size
     */
    public record Parameters(
            @About("The folder, or a zip, tar or tar.gz of it")
            String path,

            @About(
                    "A CSV of path,label or path,label,split (train, val, test), in the folder or archive or beside it; when left out an image's class is its folder")
            Optional<String> labels,

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
            double corruptLimit,

            @About("When images are decoded: before training, into memory; each time, in a stream; or by what fits")
            @Default("auto")
            Decode decode,

            @About(
                    "Keep each image at its own size, so that crops have its pixels. A net gets 'size' of it: the shorter"
                            + " side, and the centre of the longer one")
            @Default("false")
            boolean original) {

        public Parameters {
            if (channels == 2) {
                throw new Misfit("images cannot have 2 channels", "use 3 for colour or 1 for grey");
            }
            if (original && size.isEmpty()) {
                throw new Misfit("images that keep their own size have none for a net", "give the data set a 'size'");
            }
            if (original && decode == Decode.MEMORY) {
                throw new Misfit(
                        "images that keep their own size are streamed", "use 'decode: stream' or leave it out");
            }
        }
    }

    /** When images are decoded. */
    public enum Decode {
        /** Before training where they fit into memory, else each time. */
        AUTO,
        /** Before training. */
        MEMORY,
        /** Each time that they are wanted. */
        STREAM
    }

    @Override
    public String name() {
        return "image-folder";
    }

    @Override
    public String summary() {
        return "Your own images, one folder a class or labelled by a CSV, in a folder, zip or tar";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public ImageData load(Parameters parameters, DataAccess access) {
        ImageTree tree = ImageTree.open(parameters.path(), access.cache());
        boolean streams = false;
        try {
            List<ImageTree.Entry> entries = parameters
                    .labels()
                    .map(labels -> LabelFile.entries(tree, labels))
                    .orElseGet(tree::entries);
            List<String> classes = classes(entries, parameters.path());
            var parts = ImageParts.of(entries, classes, parameters.testShare());
            var corrupt = new CorruptFiles(parameters.corruptLimit());
            var decoder = new Decoder(tree, parameters, entries);
            PartReader reader = isStreamed(parameters, access, entries.size(), decoder.shape())
                    ? streaming(parameters, access, entries, classes, decoder, corrupt)
                    : new InMemoryReader(decoder, classes, corrupt, access.progress());
            ImageSet train = reader.read(parts.train());
            ImageSet test = reader.read(parts.test());
            corrupt.requireFew(entries.size());
            requireEachClass(train, classes);
            var data = new ImageData(classes, train, test, remarks(entries, corrupt));
            streams = train instanceof ImageSet.Streamed;
            return data;
        } finally {
            // Images that are streamed are read from it as long as they are in use.
            if (!streams) {
                tree.close();
            }
        }
    }

    private static boolean isStreamed(Parameters parameters, DataAccess access, int images, ImageShape shape) {
        if (parameters.decode() == Decode.MEMORY) {
            access.requireRoom(images, shape);
        }
        return parameters.original()
                || parameters.decode() == Decode.STREAM
                || parameters.decode() == Decode.AUTO && !access.hasRoom(images, shape);
    }

    private static PartReader streaming(
            Parameters parameters,
            DataAccess access,
            List<ImageTree.Entry> entries,
            List<String> classes,
            Decoder decoder,
            CorruptFiles corrupt) {
        WholeFile.sweep(access.cache());
        SurveyRows survey = Survey.of(entries, decoder, SurveyFile.of(access.cache(), parameters), access.progress());
        // The other half is for what is being decoded.
        return new StreamedReader(entries, decoder, survey, classes, corrupt, access.memory() / 2);
    }

    @Override
    public String stamp(Parameters parameters, DataAccess access) {
        return FileStamp.of(parameters.path())
                + parameters.labels().map(labels -> "-" + FileStamp.of(labels)).orElse("");
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

    private static List<String> remarks(List<ImageTree.Entry> entries, CorruptFiles corrupt) {
        var remarks = new ArrayList<String>();
        corrupt.remark().ifPresent(remarks::add);
        if (ImageParts.has(entries, ImageTree.Part.VALIDATION)) {
            remarks.add("the validation folder's images are learned from: the platform holds out its own");
        }
        return remarks;
    }
}
