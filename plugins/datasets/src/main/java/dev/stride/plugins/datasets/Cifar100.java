package dev.stride.plugins.datasets;

import dev.stride.spi.About;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.Default;
import dev.stride.spi.ImageData;
import java.util.List;
import java.util.Optional;

/**
 * CIFAR-100 (Krizhevsky, 2009): 32x32 colour images of a hundred classes in twenty groups, 50,000 to learn from and 10,000
 * to test with.
 */
public final class Cifar100 implements Dataset<Cifar100.Parameters> {

    private final CifarLayout layout;

    /**
     * What may vary.
     *
     * @param path the archive or its folder; empty for the one at its home
     * @param labels what an image is of
     */
    public record Parameters(
            @About("The archive cifar-100-binary.tar.gz, or the folder that it unpacks to, instead of its home's")
            Optional<String> path,

            @About("The hundred classes, or the twenty groups of five that they are in") @Default("fine")
            Labels labels) {}

    /** What an image is said to be of; a record has the bytes in this order. */
    public enum Labels {
        /** One of twenty groups. */
        COARSE,
        /** One of a hundred classes. */
        FINE;

        List<String> classes() {
            return this == COARSE ? GROUPS : CLASSES;
        }
    }

    private static final List<String> GROUPS = names("""
            aquatic mammals, fish, flowers, food containers, fruit and vegetables, household electrical devices,
            household furniture, insects, large carnivores, large man-made outdoor things,
            large natural outdoor scenes, large omnivores and herbivores, medium mammals, non-insect invertebrates,
            people, reptiles, small mammals, trees, vehicles 1, vehicles 2""");

    private static final List<String> CLASSES = names("""
            apple, aquarium fish, baby, bear, beaver, bed, bee, beetle, bicycle, bottle,
            bowl, boy, bridge, bus, butterfly, camel, can, castle, caterpillar, cattle,
            chair, chimpanzee, clock, cloud, cockroach, couch, crab, crocodile, cup, dinosaur,
            dolphin, elephant, flatfish, forest, fox, girl, hamster, house, kangaroo, keyboard,
            lamp, lawn mower, leopard, lion, lizard, lobster, man, maple tree, motorcycle, mountain,
            mouse, mushroom, oak tree, orange, orchid, otter, palm tree, pear, pickup truck, pine tree,
            plain, plate, poppy, porcupine, possum, rabbit, raccoon, ray, road, rocket,
            rose, sea, seal, shark, shrew, skunk, skyscraper, snail, snake, spider,
            squirrel, streetcar, sunflower, sweet pepper, table, tank, telephone, television, tiger, tractor,
            train, trout, tulip, turtle, wardrobe, whale, willow tree, wolf, woman, worm""");

    public Cifar100() {
        this(CifarLayout.HUNDRED);
    }

    Cifar100(CifarLayout layout) {
        this.layout = layout;
    }

    private static List<String> names(String text) {
        return List.of(text.split(",\\s+"));
    }

    @Override
    public String name() {
        return "cifar-100";
    }

    @Override
    public String summary() {
        return "Small photographs of a hundred kinds of things in twenty groups, 32x32 colour";
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
        Labels labels = parameters.labels();
        return CifarRecords.read(parameters.path(), layout, labels.classes(), labels.ordinal(), access);
    }
}
