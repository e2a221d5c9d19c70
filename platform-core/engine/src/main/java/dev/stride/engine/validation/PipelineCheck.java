package dev.stride.engine.validation;

import dev.stride.bus.message.AugmentationChecked;
import dev.stride.bus.message.CheckAugmentation;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.spi.Misfit;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The check of an augmentation pipeline: of each step by its module, under the step's own path, and of what only the
 * pipeline shows.
 *
 * @param recent what was asked lately
 * @param ask asks an augmentation at its address
 */
record PipelineCheck(Answers recent, BiFunction<ModuleRef, CheckAugmentation, Future<AugmentationChecked>> ask) {

    private record Key(ModuleRef augmentation, String images) {}

    /**
     * Asks for each step.
     *
     * @param label of the pipeline
     * @return whether a step mixes images; fails with the problems of all steps
     */
    Future<Boolean> of(String label, List<ModuleRef> steps, ImageShape images) {
        String path = "space.augmentation." + label;
        List<Future<AugmentationChecked>> checks = new ArrayList<>();
        for (ModuleRef step : steps) {
            String place = path + "[" + checks.size() + "]";
            checks.add(checked(step, images).recover(e -> Future.failedFuture(under(place, e))));
        }
        return Checks.all(checks).compose(done -> mixes(path, mixing(steps, checks)));
    }

    private Future<AugmentationChecked> checked(ModuleRef step, ImageShape images) {
        return recent.once(
                new Key(step, images.toString()),
                () -> ask.apply(step, new CheckAugmentation(step.parameters(), images)));
    }

    private static List<String> mixing(List<ModuleRef> steps, List<Future<AugmentationChecked>> checks) {
        var mixing = new ArrayList<String>();
        for (int i = 0; i < steps.size(); i++) {
            if (checks.get(i).result().mixes().orElse(false)) {
                mixing.add(steps.get(i).name());
            }
        }
        return mixing;
    }

    /** An image is mixed with one other, so of two steps that do the last would win in silence. */
    private static Future<Boolean> mixes(String path, List<String> mixing) {
        return mixing.size() < 2
                ? Future.succeededFuture(!mixing.isEmpty())
                : Future.failedFuture(new Misfit(
                                "an image is mixed with one other, and "
                                        + mixing.stream().collect(Collectors.joining(" and "))
                                        + " would each mix it",
                                "keep one of them, or make pipelines of their own of them")
                        .under(path));
    }

    private static Throwable under(String path, Throwable e) {
        return e instanceof PlatformException refusal ? refusal.under(path) : e;
    }
}
