package dev.stride.cli;

import dev.stride.bus.preview.PreviewReply;
import dev.stride.bus.preview.PreviewRequest;
import dev.stride.model.ErrorCode;
import dev.stride.model.ErrorFamily;
import dev.stride.model.ModuleKind;
import dev.stride.model.PlatformException;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.server.file.ExperimentFile;
import dev.stride.server.file.FileParts;
import dev.stride.server.file.FileProblems;
import dev.stride.server.file.ModuleCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images as training sees them. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "Draws training images as training sees them: each as it is, and beside it as in the epochs from 1 on.",
            "stride augment preview augmentation-leave-one-out",
            "stride augment preview mirror '{rotation: {degrees: 20}}' --dataset mnist"
        })
final class AugmentPreviewCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|STEP",
            description = {
                "An experiment file, or the name of an example: all of its pipelines are drawn, with each of the values",
                "that a list gives, and with both ends of a range.",
                "Or the steps of one pipeline, each as in a file."
            })
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a value of the file, as for 'stride run'; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--dataset",
            paramLabel = "YAML",
            description = "The data set of steps, as in a file: a name, or a map; otherwise fashion-mnist.")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "-o",
            paramLabel = "FILE",
            defaultValue = "preview.png",
            description = "The sheet, a PNG; ${DEFAULT-VALUE} where it is not given.")
    private Path sheet = Path.of("preview.png");

    @Option(names = "--force", description = "Replace a file that is there already.")
    private boolean force;

    @Option(
            names = "--images",
            paramLabel = "ROWS",
            defaultValue = "8",
            description = "How many images, the classes in turns; ${DEFAULT-VALUE} where it is not given.")
    private int images;

    @Option(
            names = "--draws",
            paramLabel = "COLUMNS",
            defaultValue = "8",
            description = "How many epochs; ${DEFAULT-VALUE} where it is not given.")
    private int draws;

    @Option(names = "--seed", description = "The trial's; otherwise the file's first, or 1.")
    private Optional<Long> seed = Optional.empty();

    @Override
    public Integer call() {
        refuseNumber("--images", images);
        refuseNumber("--draws", draws);
        seed.filter(number -> number < 0).ifPresent(number -> {
            throw wrong("--seed " + number, "give --seed from 0 to " + Long.MAX_VALUE);
        });
        var plugins = PluginRegistry.open(data.home().pluginFolders());
        if (isFile(plugins)) {
            drawFile(new ModuleCatalogue(plugins));
        } else {
            drawSteps(new ModuleCatalogue(plugins));
        }
        return Exit.OK;
    }

    private static void refuseNumber(String option, int number) {
        if (number < 1 || number > MOST) {
            throw wrong(option + " " + number, "give " + option + " from 1 to " + MOST);
        }
    }

    /** One word that is no augmentation, and there, or looks like a file's name. */
    private boolean isFile(PluginRegistry plugins) {
        String word = given.get(0);
        return given.size() == 1
                && !plugins.names(ModuleKind.AUGMENTATION).contains(word)
                && (word.matches("[^{}]*(/|\\.(ya?ml|json)$)[^{}]*")
                        || ExamplesCommand.isExample(word)
                        || !word.startsWith("{") && Files.exists(Path.of(word)));
    }

    private void drawFile(ModuleCatalogue catalogue) {
        if (dataset.isPresent()) {
            throw wrong("--dataset beside an experiment file", "change the file's with --set dataset.name=...");
        }
        String name = given.get(0);
        String text = ExperimentText.read(Path.of(name));
        try {
            ExperimentFile file = ExperimentFile.read(text, sets, catalogue);
            located(file, () -> draw(ShownPipelines.of(file.spec(), seed)));
        } catch (FileProblems problems) {
            throw new NamedFileProblems(name, problems);
        }
    }

    /** Has what modules refuse said at its place in the file. */
    private static void located(ExperimentFile file, Runnable work) {
        try {
            work.run();
        } catch (PlatformException e) {
            boolean ofFile = e.code().family() == ErrorFamily.USER
                    && e.problems().stream().noneMatch(problem -> problem.path().isEmpty());
            if (!ofFile) {
                throw e;
            }
            throw new FileProblems(
                    e.problems().stream().map(file.places()::locate).toList());
        }
    }

    private void drawSteps(ModuleCatalogue catalogue) {
        if (!sets.isEmpty()) {
            throw wrong("--set without an experiment file", "write the value into the step, or into --dataset");
        }
        draw(ShownPipelines.of(
                FileParts.augmentation(given, catalogue),
                FileParts.dataset(dataset.orElse("fashion-mnist"), catalogue),
                seed));
    }

    private void draw(ShownPipelines shown) {
        var legend = new ArrayList<String>();
        new AtomicFile(sheet, force)
                .write(unfinished ->
                        legend.addAll(legend(shown, PreviewProcess.draw(data.home(), request(shown, unfinished)))));
        legend.forEach(line -> spec.commandLine().getOut().println(Printable.text(line)));
    }

    private PreviewRequest request(ShownPipelines shown, Path unfinished) {
        Home home = data.home();
        return new PreviewRequest(
                shown.data(),
                shown.pipelines(),
                images,
                draws,
                home.pluginFolders().stream().map(Path::toString).toList(),
                home.dataSets().toString(),
                unfinished.toString());
    }

    private List<String> legend(ShownPipelines shown, PreviewReply.Drawn drawn) {
        var lines = new ArrayList<String>();
        lines.add("sheet    " + sheet + ", " + drawn.width() + "x" + drawn.height() + " pixels; images of "
                + drawn.shape() + ", magnified " + drawn.magnified() + " times");
        shown.pipelines().forEach(pipeline -> lines.add("block    " + pipeline.title()));
        lines.add("rows     " + shown.data().module().name() + ": " + String.join(", ", drawn.classes()));
        lines.add("columns  the image as it is, then " + (draws == 1 ? "epoch 1" : "the epochs 1 to " + draws)
                + " of a trial with the seed " + shown.pipelines().get(0).seed());
        if (drawn.mixes()) {
            lines.add("mixed    with images of the same block, where training takes those of a batch");
        }
        return lines;
    }

    private static PlatformException wrong(String message, String remedy) {
        return new PlatformException(ErrorCode.INVALID_REQUEST, message, remedy);
    }
}
