package dev.stride.plugins.datasets;

import dev.stride.spi.Image;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Keeps those images that come first, up to a number of bytes. In an order that is drawn anew for each epoch every image
 * is as likely to be wanted next, so to make room for a later one would gain nothing. Safe for use by several threads.
 */
final class KeptImages {

    private final AtomicReferenceArray<Image> images;
    private final AtomicLong left;

    /** @param bytes of pixels that may be kept */
    KeptImages(int count, long bytes) {
        this.images = new AtomicReferenceArray<>(count);
        this.left = new AtomicLong(bytes);
    }

    /** An image, read where it is not kept. */
    Image at(int number, IntFunction<Image> read) {
        Image kept = images.get(number);
        if (kept != null) {
            return kept;
        }
        Image image = read.apply(number);
        long size = image.shape().size();
        if (left.addAndGet(-size) < 0 || !images.compareAndSet(number, null, image)) {
            left.addAndGet(size);
        }
        return image;
    }
}
