package dev.stride.training.preview;

import dev.stride.pluginhost.data.PreparedData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which images a sheet shows. */
final class ShownImages {

    private ShownImages() {}

    /**
     * The first training images of each class, the classes taken in turns; all that there are where they are fewer. Where
     * the classes are more than the images, those are taken that are evenly spaced among them.
     *
     * @return indices among the training images, validation left out
     */
    static int[] of(PreparedData data, int count) {
        int[] labels = data.data().train().labels();
        List<List<Integer>> classes = new ArrayList<>();
        data.data().classes().forEach(name -> classes.add(new ArrayList<>()));
        List<List<Integer>> turns = spaced(classes, count);
        for (int index : data.split().train()) {
            List<Integer> own = classes.get(labels[index]);
            if (own.size() < count) {
                own.add(index);
            }
        }
        var shown = new ArrayList<Integer>();
        for (int turn = 0; turn < count; turn++) {
            for (List<Integer> own : turns) {
                if (turn < own.size()) {
                    shown.add(own.get(turn));
                }
            }
        }
        return shown.stream().limit(count).mapToInt(Integer::intValue).toArray();
    }

    private static <T> List<T> spaced(List<T> all, int count) {
        return count >= all.size()
                ? all
                : IntStream.range(0, count)
                        .mapToObj(i -> all.get(Math.toIntExact((long) i * all.size() / count)))
                        .toList();
    }
}
