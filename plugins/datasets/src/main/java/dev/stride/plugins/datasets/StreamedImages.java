package dev.stride.plugins.datasets;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.spi.ChannelSums;
import dev.stride.spi.Image;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Files that are decoded when asked for. Each is held against its digest, so that a file which changed meanwhile is told
 * and not learned from.
 *
 * @param rows of the survey, one an image
 */
record StreamedImages(
        Decoder decoder, List<ImageTree.Entry> entries, SurveyRows survey, int[] rows, int[] labels, KeptImages kept)
        implements ImageSet.Streamed {

    @Override
    public ImageShape shape() {
        return decoder.shape();
    }

    @Override
    public Image image(int index) {
        return kept.at(rows[index], row -> read(entries.get(index), row));
    }

    @Override
    public byte[] sha256(int index) {
        return survey.sha256(rows[index]);
    }

    @Override
    public ChannelSums sums(int index) {
        return survey.sums(rows[index]);
    }

    private Image read(ImageTree.Entry entry, int row) {
        Image image;
        try {
            image = decoder.image(entry);
        } catch (IOException | Misfit e) {
            throw unavailable(entry, "can no longer be read: " + e.getMessage());
        }
        if (!Arrays.equals(image.sha256(), survey.sha256(row))) {
            throw unavailable(entry, "is another one than it was");
        }
        return image;
    }

    private static PlatformException unavailable(ImageTree.Entry entry, String what) {
        return new PlatformException(
                ErrorCode.DATA_UNAVAILABLE,
                "the image " + entry.name() + " " + what,
                "leave a data set's files as they are while an experiment uses them; submit it again with those of now");
    }
}
