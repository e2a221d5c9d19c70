package dev.stride.plugins.datasets;

import dev.stride.spi.About;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.ImageData;
import java.util.List;
import java.util.Optional;

/** CIFAR-10 (Krizhevsky, 2009): 32x32 colour images of ten classes, 50,000 to learn from and 10,000 to test with. */
public final class Cifar10 implements Dataset<Cifar10.Parameters> {

    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private final CifarLayout layout;

    /** What may vary. */
    public record Parameters(
            @About("The archive cifar-10-binary.tar.gz, or the folder that it unpacks to, instead of its home's")
            Optional<String> path) {}

    public Cifar10() {
        this(CifarLayout.TEN);
    }

    Cifar10(CifarLayout layout) {
        this.layout = layout;
    }

    @Override
    public String name() {
        return "cifar-10";
    }

    @Override
    public String summary() {
        return "Small photographs of ten kinds of things, 32x32 colour";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    /** The published archive is known by its hash; a user's may change. */
    @Override
    public String stamp(Parameters parameters, DataAccess access) {
        return parameters.path().map(FileStamp::of).orElse("");
    }

    @Override
    public ImageData load(Parameters parameters, DataAccess access) {
        return CifarRecords.read(parameters.path(), layout, CLASSES, 0, access);
    }
}
