package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.Nearest;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the experiment files that ship and those that they name, or prints one. */
@Command(
        name = "examples",
        mixinStandardHelpOptions = true,
        description = "Lists the experiment files that ship, or prints one.")
final class ExamplesCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    static final List<String> NAMES = List.of(
            "classics-on-digits",
            "features-for-100-digits",
            "lenet-5-on-mnist",
            "lenet-5-without-distortions",
            "lenet-5-on-fashion",
            "resnet-8-on-a-folder",
            "architectures-at-equal-epochs",
            "architectures-at-equal-epochs-long",
            "architectures-on-a-folder",
            "augmentation-leave-one-out",
            "augmentation-leave-one-out-long",
            "auxiliary-heads",
            "auxiliary-heads-long",
            "bottleneck-cost",
            "bottleneck-cost-long",
            "degradation",
            "degradation-long",
            "lenet-then-and-now",
            "lenet-then-and-now-long",
            "source-on-fashion",
            "transfer-by-size",
            "transfer-by-size-long",
            "freeze-depth",
            "freeze-depth-long",
            "squeezenet-features",
            "squeezenet-from-scratch",
            "squeezenet-compared",
            "squeezenet-by-size");

    /** Files that experiment files name. */
    static final List<String> BESIDE = List.of("squeezenet-1.0-caffe.json");

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The one to print.")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() {
        if (name.isEmpty()) {
            Stream.concat(NAMES.stream(), BESIDE.stream())
                    .forEach(spec.commandLine().getOut()::println);
            return Exit.OK;
        }
        spec.commandLine().getOut().print(read(name.get()));
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    /** With or without {@code .yaml}. */
    static boolean isExample(String name) {
        return NAMES.contains(plain(name));
    }

    private static String plain(String name) {
        return name.endsWith(".yaml") ? name.substring(0, name.length() - ".yaml".length()) : name;
    }

    static String read(String name) {
        if (BESIDE.contains(name)) {
            return content(name);
        }
        String plain = plain(name);
        if (!NAMES.contains(plain)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "there is no example '" + name + "'", Nearest.remedy(plain, NAMES));
        }
        return content(plain + ".yaml");
    }

    private static String content(String file) {
        try (InputStream in = ExamplesCommand.class.getResourceAsStream("/experiments/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the example " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
