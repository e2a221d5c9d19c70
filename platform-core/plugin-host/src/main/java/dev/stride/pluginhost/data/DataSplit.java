package dev.stride.pluginhost.data;

import dev.stride.model.RandomStream;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The training images in two parts, as indices in ascending order: what is learned from and what is held out for
 * ranking. Each class gives the same share to both; the split depends on its seed and the labels alone.
 *
 * @param train indices of the images that are learned from
 * @param validation indices of the images that are held out
 */
public record DataSplit(int[] train, int[] validation) {

    /**
     * Splits.
     *
     * @param images whose labels are below {@code classes}
     * @param share of each class that is held out, in (0, 1)
     * @param seed of the order in which images are held out
     * @param trainImages how many of the others are kept, balanced over classes; 0 for all
     * @throws Misfit where a part would be empty
     */
    public static DataSplit of(ImageSet images, int classes, double share, long seed, int trainImages) {
        RandomStream random = RandomStream.of(seed).split("split");
        var train = new ArrayList<int[]>();
        var validation = new ArrayList<int[]>();
        for (int label = 0; label < classes; label++) {
            int[] own = shuffled(indices(images.labels(), label), random.split(label));
            int held = (int) Math.round(own.length * share);
            validation.add(Arrays.copyOf(own, held));
            train.add(Arrays.copyOfRange(own, held, own.length));
        }
        var split = new DataSplit(sorted(balanced(train, trainImages)), sorted(validation));
        if (split.train.length == 0 || split.validation.length == 0) {
            throw new Misfit(
                    "a validation share of " + share + " of " + images.count() + " images leaves " + split.train.length
                            + " to learn from and " + split.validation.length + " to validate with",
                    "change 'validation' or give more images");
        }
        return split;
    }

    private static int[] indices(int[] labels, int label) {
        return java.util.stream.IntStream.range(0, labels.length)
                .filter(i -> labels[i] == label)
                .toArray();
    }

    private static int[] shuffled(int[] values, RandomStream random) {
        int[] order = random.permutation(values.length);
        int[] shuffled = new int[values.length];
        for (int i = 0; i < order.length; i++) {
            shuffled[i] = values[order[i]];
        }
        return shuffled;
    }

    /** The first images of each class, taken in turns, up to a number of them. */
    private static List<int[]> balanced(List<int[]> classes, int most) {
        int available = classes.stream().mapToInt(c -> c.length).sum();
        if (most == 0 || most >= available) {
            return classes;
        }
        int[] taken = new int[classes.size()];
        int left = most;
        for (int turn = 0; left > 0; turn++) {
            for (int c = 0; c < taken.length && left > 0; c++) {
                if (turn < classes.get(c).length) {
                    taken[c]++;
                    left--;
                }
            }
        }
        var kept = new ArrayList<int[]>();
        for (int c = 0; c < taken.length; c++) {
            kept.add(Arrays.copyOf(classes.get(c), taken[c]));
        }
        return kept;
    }

    private static int[] sorted(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    }
}
