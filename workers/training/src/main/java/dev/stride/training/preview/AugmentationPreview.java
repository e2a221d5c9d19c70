package dev.stride.training.preview;

import dev.stride.bus.preview.PreviewReply;
import dev.stride.bus.preview.PreviewRequest;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.DataAccess;
import dev.stride.training.input.AugmentationPipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Draws sheets of images as training sees them: out of training's own batches, of the epochs from 1 on. For one thread.
 */
final class AugmentationPreview {

    private final PluginRegistry plugins;
    private final Function<String, DataAccess> access;

    /** @param access what the data set of a name may use */
    AugmentationPreview(PluginRegistry plugins, Function<String, DataAccess> access) {
        this.plugins = plugins;
        this.access = access;
    }

    /**
     * Draws a sheet and writes it.
     *
     * @throws PlatformException with what a validation would refuse, under the paths of an experiment file, before
     *     anything is written
     */
    PreviewReply.Drawn draw(PreviewRequest asked) {
        PreparedData data = data(asked.data());
        ImageShape shape = data.data().train().shape();
        List<AugmentationPipeline> pipelines = pipelines(asked.pipelines(), data);
        refuseChannels(shape);
        int[] shown = ShownImages.of(data, asked.images());
        var sheet = new ContactSheet(shape, pipelines.size(), shown.length, asked.draws());
        try (var views = new TrainingViews(data.data().train(), shown)) {
            for (int block = 0; block < pipelines.size(); block++) {
                sheet.title(block, asked.pipelines().get(block).title());
                fill(sheet, block, views, pipelines.get(block), asked.draws());
            }
        }
        sheet.write(Path.of(asked.sheet()));
        return new PreviewReply.Drawn(
                sheet.width(),
                sheet.height(),
                shape,
                sheet.magnified(),
                classes(data, shown),
                asked.pipelines().stream().anyMatch(this::mixes));
    }

    private PreparedData data(DataSelection selection) {
        try {
            Bound bound = Bound.of(plugins, selection.module());
            return PreparedData.of(bound.load(access.apply(selection.module().name())), selection);
        } catch (PlatformException e) {
            throw new PlatformException(e.code(), under("dataset", e), e);
        }
    }

    private List<AugmentationPipeline> pipelines(List<PreviewRequest.Pipeline> asked, PreparedData data) {
        refuseMisfits(asked, data.statistics().shape());
        return asked.stream()
                .map(pipeline -> AugmentationPipeline.of(
                        plugins, pipeline.steps(), data.statistics(), pipeline.seed(), pipeline.variants()))
                .toList();
    }

    /** All problems of all pipelines at once, each said once. */
    private void refuseMisfits(List<PreviewRequest.Pipeline> asked, ImageShape shape) {
        var problems = new LinkedHashSet<Problem>();
        var refusals = new ArrayList<PlatformException>();
        asked.stream().flatMap(pipeline -> pipeline.steps().stream()).distinct().forEach(step -> {
            try {
                Bound.of(plugins, step).check(shape);
            } catch (PlatformException e) {
                refusals.add(e);
                problems.addAll(under("space.augmentation", e));
            }
        });
        if (!refusals.isEmpty()) {
            throw new PlatformException(refusals.get(0).code(), List.copyOf(problems), refusals.get(0));
        }
    }

    private static List<Problem> under(String path, PlatformException e) {
        return e.problems().stream().map(problem -> problem.under(path)).toList();
    }

    private static void refuseChannels(ImageShape shape) {
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new PlatformException(
                    ErrorCode.MISFIT,
                    "images of " + shape + " cannot be shown",
                    "give a data set with one channel, or three");
        }
    }

    private static void fill(
            ContactSheet sheet, int block, TrainingViews views, AugmentationPipeline pipeline, int draws) {
        for (int column = 0; column <= draws; column++) {
            var pictures = column == 0 ? views.plain() : views.of(pipeline, column);
            for (int row = 0; row < pictures.size(); row++) {
                sheet.put(block, row, column, pictures.get(row));
            }
        }
    }

    private static List<String> classes(PreparedData data, int[] shown) {
        int[] labels = data.data().train().labels();
        return Arrays.stream(shown)
                .mapToObj(index -> data.data().classes().get(labels[index]))
                .toList();
    }

    private boolean mixes(PreviewRequest.Pipeline pipeline) {
        return pipeline.steps().stream()
                .anyMatch(step -> Bound.of(plugins, step).mixes());
    }
}
