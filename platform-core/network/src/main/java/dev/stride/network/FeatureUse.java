package dev.stride.network;

import java.util.Optional;
import java.util.Set;

/**
 * Whether what the fixed part of a net gives is computed once for all epochs and trials, or anew for each image that is
 * trained on. Coordinator and worker decide it alike, from what a trial is alone, so that all attempts at a trial
 * compute the same numbers.
 */
public sealed interface FeatureUse {

    /** No part of the net is fixed. */
    record None() implements FeatureUse {}

    /** They are computed once. */
    record Kept(FixedPart part) implements FeatureUse {}

    /**
     * They are computed anew.
     *
     * @param reason for people, a part of a sentence with what would change it
     */
    record Anew(String reason) implements FeatureUse {}

    /** More than these are not kept for one trial. */
    long MOST_BYTES = 4L << 30;

    /** Batches of more are not read: several are in memory at once. */
    long MOST_BATCH_BYTES = 128L << 20;

    /**
     * What the images become before the net sees them.
     *
     * @param augmented whether training images are changed
     * @param variants how many changed variants of each image there are, or 0 where each epoch draws new ones
     * @param mixed whether images of a batch are mixed
     * @param images all that are trained on, validated on and tested on
     * @param trained of them are trained on
     * @param batch of these are trained on at once
     */
    record Images(boolean augmented, int variants, boolean mixed, long images, long trained, int batch) {

        /** How many images and changed images there are. */
        private long all() {
            return augmented ? images + Math.multiplyExact(trained, (long) variants) : images;
        }
    }

    /**
     * Decides.
     *
     * @param network the net that trains
     * @param frozen its nodes that never train
     */
    static FeatureUse of(Network network, Set<String> frozen, Images images) {
        Optional<FixedPart> part = FixedPart.of(network, frozen);
        if (part.isEmpty()) {
            return new None();
        }
        if (images.augmented() && images.mixed()) {
            return new Anew("mixed images have features of their own in each epoch");
        }
        if (images.augmented() && images.variants() == 0) {
            return new Anew(
                    "augmentation draws new images in each epoch; 'augment: {cached: 4}' would draw from 4 of each");
        }
        long each = Math.multiplyExact(part.get().size(), Float.BYTES);
        if (Math.multiplyExact(each, images.batch()) > MOST_BATCH_BYTES) {
            return tooLarge("a batch of them would take " + each * images.batch(), MOST_BATCH_BYTES);
        }
        long bytes = Math.multiplyExact(each, images.all());
        return bytes > MOST_BYTES ? tooLarge("they would take " + bytes, MOST_BYTES) : new Kept(part.get());
    }

    private static Anew tooLarge(String what, long most) {
        return new Anew(what + " bytes, and at most " + most + " are kept; freeze more");
    }
}
