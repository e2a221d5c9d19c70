package dev.stride.plugins.transfer;

import dev.stride.spi.About;
import dev.stride.spi.Default;
import dev.stride.spi.Misfit;
import dev.stride.spi.Range;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.Optional;

/**
 * Picks by the number of images that are learned from: feature extraction for few, partial fine-tuning with the first half
 * of the stages frozen for more, fine-tuning for many. The plan's reason says which and why.
 */
public final class Auto implements TransferStrategy<Auto.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About(SourceFit.ABOUT) TransferSource source,

            @About("Below so many training images everything before the head is frozen")
            @Default("1000")
            @Range(min = 0)
            int small,

            @About(
                    "From so many training images on all layers train; in between the first half of the stages is frozen")
            @Default("10000")
            @Range(min = 0)
            int large) {

        public Parameters {
            if (small > large) {
                throw new Misfit(
                        "'small' is " + small + ", more than 'large', which is " + large,
                        "give a 'small' of at most " + large);
            }
        }
    }

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public String summary() {
        return "Freezes less of a trained net the more images there are";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Optional<TransferSource> source(Parameters parameters) {
        return Optional.of(parameters.source());
    }

    @Override
    public TransferPlan plan(Parameters parameters, TransferTarget target, Optional<SourceWeights> source) {
        int images = target.trainingImages();
        TransferSource from = parameters.source();
        if (images < parameters.small()) {
            return because(
                    images + " training images are fewer than " + parameters.small() + ", so feature-extraction",
                    new FeatureExtraction().plan(new FeatureExtraction.Parameters(from), target, source));
        }
        if (images >= parameters.large()) {
            return because(
                    images + " training images are " + parameters.large() + " or more, so fine-tuning",
                    new FineTuning().plan(new FineTuning.Parameters(from, 1), target, source));
        }
        int half = Stages.of(target.network()).count() / 2;
        return because(
                images + " training images are at least " + parameters.small() + " and fewer than " + parameters.large()
                        + ", so partial-fine-tuning",
                new PartialFineTuning().plan(new PartialFineTuning.Parameters(from, half, 1), target, source));
    }

    private static TransferPlan because(String words, TransferPlan plan) {
        return new TransferPlan(
                plan.network(),
                plan.loaded(),
                plan.frozen(),
                plan.rates(),
                plan.firstEpochs(),
                words + ": " + plan.reason());
    }
}
