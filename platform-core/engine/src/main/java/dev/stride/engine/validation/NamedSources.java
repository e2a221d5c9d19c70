package dev.stride.engine.validation;

import dev.stride.bus.message.PublishedDescribed;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.Nearest;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.network.ForeignNames;
import dev.stride.network.LayerDifference;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorDeclaration;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes in files of weights whose tensors have names of their own: a library's, which the architecture knows together with
 * the net as that library has it, or those of a user's file.
 */
final class NamedSources {

    private static final int LISTED = 6;

    private final SourceResolver sources;
    private final WorkerExecutor reads;

    /** @param reads where files may be read */
    NamedSources(SourceResolver sources, WorkerExecutor reads) {
        this.sources = sources;
        this.reads = reads;
    }

    /** What an architecture says of the net that a source is for. */
    interface Architecture {

        /** As libraries have it. */
        Future<PublishedDescribed> published(OptionalInt classes);

        /** As it is to train. */
        Network target();

        /** The same for so many classes. */
        Future<Network> target(int classes);
    }

    /**
     * A file that is looked at.
     *
     * @param asking the experiment that starts from it; empty where there is none yet
     * @param known what libraries have
     */
    private record Look(
            SourceFile file, Optional<ExperimentId> asking, Architecture architecture, PublishedDescribed known) {}

    /**
     * Finds the weights, and keeps them where an experiment asks.
     *
     * @param source with names
     */
    Future<SourceResolver.Resolved> find(
            TransferPlanned.Source source, Optional<ExperimentId> asking, Architecture architecture) {
        String names = source.names().orElseThrow();
        return reads.executeBlocking(() -> nameless(source), false)
                .compose(file -> architecture
                        .published(OptionalInt.empty())
                        .map(known -> new Look(file, asking, architecture, known)))
                .compose(look ->
                        look.known().libraries().containsKey(names) ? ofLibrary(look, names) : given(look, names));
    }

    private static SourceFile nameless(TransferPlanned.Source source) {
        String text = source.file()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_REQUEST,
                        "a source has 'names' and no 'file'",
                        "leave 'names' out; trials name their tensors as they are named here"));
        SourceFile file = SourceFile.open(text);
        if (file.tellsItsNet()) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    "the file '" + text + "' is a checkpoint, whose tensors are named as they are here",
                    "leave 'names' out");
        }
        return file;
    }

    private Future<SourceResolver.Resolved> ofLibrary(Look look, String library) {
        ForeignNames names = names(look.known(), library);
        OptionalInt classes = names.classes(look.file().shapes());
        Future<ForeignNames> fitting =
                classes.orElse(names.network().classes()) == names.network().classes()
                        ? Future.succeededFuture(names)
                        : look.architecture().published(classes).map(again -> names(again, library));
        return fitting.compose(fit -> taken(look, fit, Optional::of));
    }

    private static ForeignNames names(PublishedDescribed known, String library) {
        PublishedDescribed.Published published = known.libraries().get(library);
        if (published == null) {
            throw new PlatformException(
                    ErrorCode.MISFIT, "'" + library + "' has no such net", "take another architecture");
        }
        return ForeignNames.ofLibrary(published.network(), published.names());
    }

    private Future<SourceResolver.Resolved> given(Look look, String names) {
        return reads.executeBlocking(() -> read(names, look.known()), false).compose(given -> {
            Network target = look.architecture().target();
            OptionalInt classes = ForeignNames.given(target, given.names())
                    .classes(look.file().shapes());
            Future<Network> fitting = classes.orElse(target.classes()) == target.classes()
                    ? Future.succeededFuture(target)
                    : look.architecture().target(classes.getAsInt());
            return fitting.compose(network -> taken(
                    look,
                    ForeignNames.given(network, given.names()),
                    found -> given.input().map(pixels -> pixels.into(found))));
        });
    }

    private static NamesFile read(String names, PublishedDescribed known) {
        Path file = SourceFile.path(names, "names", "/folder/names.json");
        if (!Files.isRegularFile(file)) {
            Set<String> libraries = known.libraries().keySet();
            throw new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "'" + names + "' is no library that has such a net, and no file",
                    libraries.isEmpty()
                            ? "give the path of a JSON file of names"
                            : Nearest.to(names, libraries)
                                    .map(nearest -> "did you mean '" + nearest + "'?")
                                    .orElse("use " + String.join(" or ", libraries)
                                            + ", or the path of a JSON file of names"));
        }
        return NamesFile.read(file);
    }

    /** @param known whose weights they are, of the net that was found in the file; empty where nobody knows for sure */
    private Future<SourceResolver.Resolved> taken(
            Look look, ForeignNames names, Function<Network, Optional<Network>> known) {
        return reads.executeBlocking(
                () -> {
                    ForeignNames.Origins origins = names.origins(look.file().shapes());
                    return sources.take(look.file().renamed(origins, known.apply(origins.network())), look.asking());
                },
                false);
    }

    /**
     * What is to be said of weights from a file that did not fit: beside what does not fit, why that may be, where it is
     * known.
     *
     * @param path of the source
     */
    Future<Throwable> explained(
            Throwable refusal,
            String path,
            TransferPlanned.Source source,
            SourceResolver.Resolved found,
            Architecture architecture) {
        boolean ofFile = source.file().isPresent()
                && (source.names().isPresent() || found.network().isEmpty());
        if (!ofFile || !(refusal instanceof PlatformException misfit) || misfit.code() != ErrorCode.MISFIT) {
            return Future.succeededFuture(refusal);
        }
        return architecture
                .published(OptionalInt.empty())
                .map(known -> source.names()
                        .map(names -> otherPreset(names, known, architecture.target()))
                        .orElseGet(() -> otherNames(found, known, architecture.target())))
                .map(reason -> reason.<Throwable>map(problem -> with(misfit, problem.under(path)))
                        .orElse(misfit))
                .otherwise(misfit);
    }

    /** The library's net has other settings than the one that trains, and a name of its own. */
    private static Optional<Problem> otherPreset(String library, PublishedDescribed known, Network target) {
        return Optional.ofNullable(known.libraries().get(library))
                .filter(net -> !LayerDifference.between(net.network(), target, body(target))
                        .isEmpty())
                .flatMap(PublishedDescribed.Published::preset)
                .map(preset -> new Problem("", library + " has other layers here", "use the architecture " + preset));
    }

    private static Optional<Problem> otherNames(
            SourceResolver.Resolved found, PublishedDescribed known, Network target) {
        Optional<String> library = known.libraries().keySet().stream()
                .filter(name -> names(known, name).match(found.shapes()))
                .findFirst();
        if (library.isPresent()) {
            return library.map(name -> new Problem(
                    "", "the file names its tensors as " + name + " does", "add 'names: " + name + "' to the source"));
        }
        Set<String> ours =
                target.tensors().stream().map(TensorDeclaration::name).collect(Collectors.toSet());
        List<String> others = found.shapes().keySet().stream()
                .filter(name -> !ours.contains(name))
                .sorted()
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "",
                        "the file has "
                                + others.stream()
                                        .limit(LISTED)
                                        .map(name -> "'" + name + "'")
                                        .collect(Collectors.joining(", "))
                                + (others.size() > LISTED ? " and " + (others.size() - LISTED) + " more" : "")
                                + ", which this net has not",
                        "if these are its tensors, tell by 'names: FILE.json' what they are here"));
    }

    private static Set<String> body(Network network) {
        return network.nodes().stream()
                .filter(node -> !node.stage().equals(Network.HEAD_STAGE))
                .map(Node::name)
                .collect(Collectors.toSet());
    }

    private static PlatformException with(PlatformException refusal, Problem reason) {
        return new PlatformException(
                refusal.code(),
                Stream.concat(refusal.problems().stream(), Stream.of(reason)).toList(),
                refusal);
    }
}
