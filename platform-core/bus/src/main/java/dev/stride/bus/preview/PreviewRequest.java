package dev.stride.bus.preview;

import dev.stride.model.DataSelection;
import dev.stride.model.ModuleRef;
import java.util.List;
import java.util.OptionalInt;

/**
 * Asks for a sheet of images as training sees them.
 *
 * @param data whose training images are shown, validation cut off
 * @param pipelines one block of rows each
 * @param images how many rows a block has
 * @param draws how many columns stand beside the image as it is: the epochs from 1 on
 * @param plugins the folders of plugins
 * @param dataFolder what data sets keep their files in
 * @param sheet the file that the PNG is written to
 */
public record PreviewRequest(
        DataSelection data,
        List<Pipeline> pipelines,
        int images,
        int draws,
        List<String> plugins,
        String dataFolder,
        String sheet) {

    /** @throws IllegalArgumentException where it would show nothing */
    public PreviewRequest {
        pipelines = List.copyOf(pipelines);
        plugins = List.copyOf(plugins);
        if (pipelines.isEmpty() || images < 1 || draws < 1) {
            throw new IllegalArgumentException("a preview shows one pipeline, image and draw at least");
        }
    }

    /**
     * The augmentations of a trial.
     *
     * @param title for people
     * @param variants how many of each image there are; empty where each epoch draws new ones
     * @param seed of the trial
     */
    public record Pipeline(String title, List<ModuleRef> steps, OptionalInt variants, long seed) {
        public Pipeline {
            steps = List.copyOf(steps);
        }
    }
}
