package dev.stride.plugins.datasets;

import dev.stride.spi.ImageSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes a part's files into images that are decoded when asked for. */
final class StreamedReader implements PartReader {

    private final Decoder decoder;
    private final SurveyRows survey;
    private final List<ImageTree.Entry> all;
    private final List<String> classes;
    private final CorruptFiles corrupt;
    private final KeptImages kept;

    /**
     * A reader.
     *
     * @param all files, in the order of their names
     * @param survey of them, in their order
     * @param classes in order
     * @param memory bytes of pixels that may be kept
     */
    StreamedReader(
            List<ImageTree.Entry> all,
            Decoder decoder,
            SurveyRows survey,
            List<String> classes,
            CorruptFiles corrupt,
            long memory) {
        this.decoder = decoder;
        this.survey = survey;
        this.all = all;
        this.classes = classes;
        this.corrupt = corrupt;
        this.kept = new KeptImages(all.size(), memory);
    }

    @Override
    public ImageSet read(List<ImageTree.Entry> entries) {
        var readable = new ArrayList<ImageTree.Entry>();
        for (ImageTree.Entry entry : entries) {
            if (survey.isUnreadable(row(entry))) {
                corrupt.add(entry);
            } else {
                readable.add(entry);
            }
        }
        return new StreamedImages(
                decoder,
                readable,
                survey,
                readable.stream().mapToInt(this::row).toArray(),
                readable.stream()
                        .mapToInt(entry -> Collections.binarySearch(classes, entry.label()))
                        .toArray(),
                kept);
    }

    private int row(ImageTree.Entry entry) {
        return Collections.binarySearch(all, entry, ImageTree.BY_NAME);
    }
}
