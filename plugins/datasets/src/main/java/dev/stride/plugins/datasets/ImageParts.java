package dev.stride.plugins.datasets;

import dev.stride.model.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files to learn from and the files to test with. By the folders' own word; where none is for testing, a share of
 * each class, drawn with a fixed seed. What the folders set apart for validation is learned from, since the platform
 * holds out validation images of its own.
 */
record ImageParts(List<ImageTree.Entry> train, List<ImageTree.Entry> test) {

    static ImageParts of(List<ImageTree.Entry> entries, List<String> classes, double testShare) {
        var parts = new ImageParts(new ArrayList<>(), new ArrayList<>());
        if (has(entries, ImageTree.Part.TEST)) {
            entries.forEach(e -> parts.add(e, e.part() == ImageTree.Part.TEST));
        } else {
            Map<String, List<ImageTree.Entry>> byClass =
                    entries.stream().collect(Collectors.groupingBy(ImageTree.Entry::label));
            for (int label = 0; label < classes.size(); label++) {
                List<ImageTree.Entry> own = byClass.getOrDefault(classes.get(label), List.of());
                int[] order = RandomStream.of(1).split(label).permutation(own.size());
                int held = (int) Math.round(own.size() * testShare);
                for (int i = 0; i < order.length; i++) {
                    parts.add(own.get(order[i]), i < held);
                }
            }
        }
        return parts;
    }

    private void add(ImageTree.Entry entry, boolean tested) {
        (tested ? test : train).add(entry);
    }

    /** Whether some files lie in folders of a part. */
    static boolean has(List<ImageTree.Entry> entries, ImageTree.Part part) {
        return entries.stream().anyMatch(e -> e.part() == part);
    }
}
