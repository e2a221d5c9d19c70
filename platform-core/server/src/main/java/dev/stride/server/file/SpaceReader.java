package dev.stride.server.file;

import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code space}: what may vary, in the order of the file. */
final class SpaceReader {

    /** Choices among modules, by their name in the file. */
    private static final Map<String, Catalogue.Kind> CHOICES = Map.of(
            "architecture", Catalogue.Kind.ARCHITECTURE,
            "optimizer", Catalogue.Kind.OPTIMIZER,
            "schedule", Catalogue.Kind.SCHEDULE,
            "transfer", Catalogue.Kind.TRANSFER);

    private static final List<String> NAMES = List.of(
            "architecture",
            "optimizer",
            "schedule",
            "augmentation",
            "transfer",
            "seed",
            "epochs",
            "batch",
            "label-smoothing",
            "clip-norm",
            "train-images");

    private final ChoiceReader choices;
    private final PipelineReader pipelines;
    private final DomainReader domains;
    private final ProblemLog log;

    SpaceReader(Catalogue catalogue, ProblemLog log) {
        this.choices = new ChoiceReader(catalogue, log);
        this.pipelines = new PipelineReader(catalogue, log);
        this.domains = new DomainReader(log);
        this.log = log;
    }

    SearchSpace read(Section file) {
        Optional<YamlValue> given = file.get("space");
        if (given.isEmpty()) {
            file.missing("space", "say what is trained, for example 'space: {architecture: lenet-5}'");
            return SearchSpace.EMPTY;
        }
        Section space = file.section("space", NAMES);
        if ((given.get() instanceof YamlValue.Fields || given.get() instanceof YamlValue.Nothing)
                && space.get("architecture").isEmpty()) {
            space.missing("architecture", "name at least one, for example 'architecture: lenet-5'");
        }
        var parameters = new ArrayList<SearchSpace.Parameter>();
        if (given.get() instanceof YamlValue.Fields map) {
            for (String name : map.fields().keySet()) {
                space.get(name)
                        .flatMap(value -> domain(name, value, space.path(name)))
                        .ifPresent(domain -> parameters.add(new SearchSpace.Parameter(name, domain)));
            }
        }
        return new SearchSpace(parameters);
    }

    private Optional<ParameterDomain> domain(String name, YamlValue value, String path) {
        Catalogue.Kind kind = CHOICES.get(name);
        if (kind != null) {
            return choices.read(kind, value, path);
        }
        if (name.equals("augmentation")) {
            return pipelines.read(value, path);
        }
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        Optional<ParameterDomain> domain = domains.read(value, path);
        domain.ifPresent(d -> NumberBounds.of(name).check(d, value.place(), path, log));
        return domain;
    }

    /** The bounds of the numbers of a training run. */
    record NumberBounds(double from, double to, boolean whole) {

        static NumberBounds of(String name) {
            return switch (name) {
                case "epochs" -> new NumberBounds(1, 100_000, true);
                case "batch" -> new NumberBounds(1, 65_536, true);
                case "label-smoothing" -> new NumberBounds(0, 0.99, false);
                case "clip-norm" -> new NumberBounds(0, 1e9, false);
                case "train-images" -> new NumberBounds(0, 100_000_000, true);
                default -> new NumberBounds(0, Long.MAX_VALUE, true);
            };
        }

        void check(ParameterDomain domain, Place place, String path, ProblemLog log) {
            for (ParameterValue value : ChoiceReader.ends(domain)) {
                if (!holds(value)) {
                    log.add(place, path, "'" + Quoted.text(value) + "' is not " + words(), "change it");
                }
            }
            if (whole && domain instanceof ParameterDomain.Real) {
                log.add(
                        place,
                        path,
                        "a range of real numbers, where integers are expected",
                        "give from and to without a point");
            }
        }

        private boolean holds(ParameterValue value) {
            if (value instanceof ParameterValue.Whole number) {
                return number.value() >= from && number.value() <= to;
            }
            return !whole
                    && value instanceof ParameterValue.Real number
                    && number.value() >= from
                    && number.value() <= to;
        }

        private String words() {
            String kind = whole ? "an integer" : "a number";
            return to >= Long.MAX_VALUE
                    ? kind + " of at least 0"
                    : whole ? kind + " from " + (long) from + " to " + (long) to : kind + " from " + from + " to " + to;
        }
    }
}
