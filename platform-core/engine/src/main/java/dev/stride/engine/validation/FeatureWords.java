package dev.stride.engine.validation;

import dev.stride.bus.message.DataDescribed;
import dev.stride.model.TrialPlan;
import dev.stride.network.FeatureUse;
import dev.stride.network.Network;
import java.util.Optional;
import java.util.Set;

/** What people are told of the features of frozen layers. */
final class FeatureWords {

    private FeatureWords() {}

    /**
     * Whether they are kept.
     *
     * @param network that trains
     * @param frozen its nodes that never train
     * @param mixed whether an augmentation mixes images
     * @return empty where nothing is frozen that takes time
     */
    static Optional<String> of(TrialPlan plan, DataDescribed data, Network network, Set<String> frozen, boolean mixed) {
        var images = new FeatureUse.Images(
                !plan.augmentation().isEmpty(),
                plan.training().variants().orElse(0),
                mixed,
                (long) data.train() + data.validation() + data.test(),
                data.train(),
                plan.training().batch());
        FeatureUse use = FeatureUse.of(network, frozen, images);
        if (use instanceof FeatureUse.Anew anew) {
            return Optional.of("frozen features are computed anew in each epoch: " + anew.reason());
        }
        return use instanceof FeatureUse.Kept kept
                ? Optional.of("frozen features, " + kept.part().size() + " numbers an image, are computed once")
                : Optional.empty();
    }
}
