package dev.stride.training.slot;

import dev.stride.model.ModuleRef;
import dev.stride.model.TrialPlan;
import dev.stride.network.FeatureUse;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.ModuleInfo;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.TransferPlan;
import dev.stride.training.features.FeatureStore;
import dev.stride.training.features.KeptFeatures;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses whether a trial is trained on images or on the features of what is frozen. For one thread. */
final class FeatureChoice {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureChoice.class);

    private final PluginRegistry plugins;
    private final FeatureStore store;

    FeatureChoice(PluginRegistry plugins, FeatureStore store) {
        this.plugins = plugins;
        this.store = store;
    }

    /** The features of a trial; empty where it is trained on images. */
    Optional<KeptFeatures> of(TrialPlan plan, PreparedData data, TransferPlan transfer) {
        FeatureUse use = FeatureUse.of(transfer.network(), transfer.frozen(), images(plan, data));
        LOG.info(
                "features: {}",
                use instanceof FeatureUse.Anew anew
                        ? anew.reason()
                        : use.getClass().getSimpleName());
        return use instanceof FeatureUse.Kept kept
                ? Optional.of(new KeptFeatures(kept.part(), store, augmentation(plan, data)))
                : Optional.empty();
    }

    private FeatureUse.Images images(TrialPlan plan, PreparedData data) {
        int trained = data.split().train().length;
        int images =
                trained + data.split().validation().length + data.data().test().count();
        return new FeatureUse.Images(
                !plan.augmentation().isEmpty(),
                plan.training().variants().orElse(0),
                plan.augmentation().stream()
                        .anyMatch(ref -> Bound.of(plugins, ref).mixes()),
                images,
                trained,
                plan.training().batch());
    }

    /** What variants depend on: the code, the parameters and the statistics that augmentations get. */
    private String augmentation(TrialPlan plan, PreparedData data) {
        return plan.augmentation().isEmpty()
                ? ""
                : plan.augmentation().stream().map(this::step).collect(Collectors.joining("; ")) + "; "
                        + data.statistics();
    }

    private String step(ModuleRef ref) {
        String code = plugins.infos().stream()
                .filter(info -> info.kind() == ref.kind() && info.name().equals(ref.name()))
                .map(ModuleInfo::pluginSha256)
                .collect(Collectors.joining());
        return ref.name() + " " + code + " " + Bound.of(plugins, ref).parameters();
    }
}
