package dev.stride.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Augmentations without training anything on them. */
@Command(
        name = "augment",
        mixinStandardHelpOptions = true,
        description = "Looks at augmentations: 'augment preview' draws images as training sees them.",
        subcommands = AugmentPreviewCommand.class)
final class AugmentCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say 'preview FILE' or 'preview STEP...', for example 'preview mirror cutout'");
    }
}
