package dev.stride.server.file;

import dev.stride.model.Budget;
import dev.stride.model.DataSelection;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Goal;
import dev.stride.model.Metric;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Objective;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlainText;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An experiment file that was read: what it asks for, and where each value stands.
 *
 * @param places where the values stand, for problems that are found later
 */
public record ExperimentFile(ExperimentSpec spec, Places places) {

    private static final int LONGEST_NAME = 100;
    private static final List<String> NAMES = List.of(
            "experiment", "dataset", "objective", "train", "augment", "space", "search", "budget", "parallel", "seed");
    private static final List<String> DATASET = List.of("name", "validation", "seed", "train-images");
    private static final List<String> AUGMENT = List.of("cached");
    private static final int MOST_VARIANTS = 100;
    private static final List<String> TRAIN = List.of("epochs", "batch", "label-smoothing", "clip-norm");

    /**
     * Reads YAML, of which JSON is a part.
     *
     * @param overrides values that replace those of the file, each as {@code path=value}
     * @throws FileProblems with everything that is wrong
     */
    public static ExperimentFile read(String text, List<String> overrides, Catalogue catalogue) {
        var log = new ProblemLog();
        YamlValue read = YamlReader.read(text, log);
        if (read instanceof YamlValue.Nothing && !log.isEmpty()) {
            throw log.toException();
        }
        YamlValue tree = new Overrides(catalogue, log).apply(read, overrides);
        Section file = Section.of(tree, "", NAMES, log);
        if (!log.isEmpty() && !(tree instanceof YamlValue.Fields)) {
            throw log.toException();
        }
        var spec = new ExperimentSpec(
                name(file),
                dataset(file, catalogue),
                objective(file),
                training(file),
                new SpaceReader(catalogue, log).read(file),
                search(file, catalogue),
                budget(file),
                (int) file.whole("parallel", 0, 100_000, 0),
                file.whole("seed", 0, Long.MAX_VALUE, 1));
        if (!log.isEmpty()) {
            throw log.toException();
        }
        return new ExperimentFile(spec, Places.of(tree));
    }

    private static String name(Section file) {
        String name = file.text("experiment", "");
        if (file.get("experiment").isEmpty()) {
            file.missing("experiment", "give it a name, for example 'experiment: lenet-on-digits'");
        } else if (file.get("experiment").get() instanceof YamlValue.Scalar
                && (name.isBlank() || name.length() > LONGEST_NAME || !PlainText.isPlain(name))) {
            file.wrong(
                    "experiment",
                    "a name of 1 to " + LONGEST_NAME + " printable characters",
                    name.length() > LONGEST_NAME
                            ? "shorten it by " + (name.length() - LONGEST_NAME)
                            : "write it with letters, digits and signs that can be seen");
        }
        return name;
    }

    /** What stands under {@code dataset}. */
    static DataSelection dataset(Section file, Catalogue catalogue) {
        Optional<YamlValue> given = file.get("dataset");
        if (given.isEmpty()) {
            file.missing("dataset", "for example 'dataset: {name: mnist, validation: 0.1}'");
        }
        if (given.isPresent() && given.get() instanceof YamlValue.Scalar scalar) {
            String name = known(Catalogue.Kind.DATASET, scalar.value().toString(), file, "dataset", catalogue);
            return new DataSelection(ModuleRef.of(ModuleKind.DATASET, name), 0.1, 1, 0);
        }
        String name = nameIn(given);
        var names = new TreeSet<>(DATASET);
        if (catalogue.names(Catalogue.Kind.DATASET).contains(name)) {
            names.addAll(catalogue.parameters(Catalogue.Kind.DATASET, name));
        }
        Section section = file.section("dataset", names);
        if (given.isPresent() && section.get("name").isEmpty()) {
            section.missing("name", "for example 'name: mnist'");
        } else if (given.isPresent()) {
            known(Catalogue.Kind.DATASET, name, section, "name", catalogue);
        }
        var parameters = parameters(Catalogue.Kind.DATASET, name, given, DATASET, section, catalogue);
        return new DataSelection(
                new ModuleRef(ModuleKind.DATASET, name, parameters),
                section.real("validation", 0.001, 0.9, 0.1),
                section.whole("seed", 0, Long.MAX_VALUE, 1),
                (int) section.whole("train-images", 0, 100_000_000, 0));
    }

    private static String nameIn(Optional<YamlValue> given) {
        return given.filter(YamlValue.Fields.class::isInstance)
                .map(v -> ((YamlValue.Fields) v).fields().get("name"))
                .map(f -> f.value().plain().toString())
                .orElse("");
    }

    private static String known(Catalogue.Kind kind, String name, Section section, String field, Catalogue catalogue) {
        if (!catalogue.names(kind).contains(name)) {
            section.log().unknown(section.place(field), section.path(field), kind.words(), name, catalogue.names(kind));
        }
        return name;
    }

    /** The given values of a module's own parameters, checked. */
    private static ParameterValue.Fields parameters(
            Catalogue.Kind kind,
            String module,
            Optional<YamlValue> given,
            List<String> others,
            Section section,
            Catalogue catalogue) {
        var values = new TreeMap<String, ParameterValue>();
        if (given.isPresent()
                && given.get() instanceof YamlValue.Fields map
                && catalogue.names(kind).contains(module)) {
            for (Map.Entry<String, YamlValue.Field> field : map.fields().entrySet()) {
                if (!others.contains(field.getKey())
                        && catalogue.parameters(kind, module).contains(field.getKey())) {
                    ParameterValue value = field.getValue().value().plain();
                    catalogue
                            .check(kind, module, field.getKey(), value)
                            .forEach(p -> section.log()
                                    .add(field.getValue().value().place(), p.under(section.path(field.getKey()))));
                    values.put(field.getKey(), value);
                }
            }
        }
        return new ParameterValue.Fields(values);
    }

    private static Objective objective(Section file) {
        Section section = file.section("objective", List.of("metric", "goal"));
        String word = section.text("metric", Metric.VALIDATION_ACCURACY.word());
        Optional<Metric> metric = Metric.ofWord(word)
                .filter(m -> m.equals(Metric.VALIDATION_ACCURACY) || m.equals(Metric.VALIDATION_LOSS));
        if (metric.isEmpty()) {
            section.wrong(
                    "metric", "'validation.accuracy' or 'validation.loss'", "trials are ranked by validation alone");
        }
        Metric ranked = metric.orElse(Metric.VALIDATION_ACCURACY);
        String goal = section.text("goal", ranked.goal().word());
        if (!goal.equals(ranked.goal().word())) {
            section.wrong("goal", "'" + ranked.goal().word() + "' for " + ranked.word(), "leave it out");
        }
        return new Objective(ranked, Goal.valueOf(ranked.goal().name()));
    }

    private static TrainingSettings training(Section file) {
        Section section = file.section("train", TRAIN);
        return new TrainingSettings(
                (int) section.whole("epochs", 1, 100_000, 10),
                (int) section.whole("batch", 1, 65_536, 128),
                section.real("label-smoothing", 0, 0.99, 0),
                section.real("clip-norm", 0, 1e9, 0),
                variants(file.section("augment", AUGMENT)));
    }

    private static OptionalInt variants(Section augment) {
        int variants = (int) augment.whole("cached", 0, MOST_VARIANTS, 0);
        return variants == 0 ? OptionalInt.empty() : OptionalInt.of(variants);
    }

    private static ModuleRef search(Section file, Catalogue catalogue) {
        Optional<YamlValue> given = file.get("search");
        if (given.isEmpty()) {
            return ModuleRef.of(ModuleKind.SEARCH, "grid");
        }
        Optional<ParameterDomain> domain =
                new ChoiceReader(catalogue, file.log()).read(Catalogue.Kind.SEARCH, given.get(), "search");
        if (domain.isEmpty()) {
            return ModuleRef.of(ModuleKind.SEARCH, "grid");
        }
        List<ParameterDomain.Option> options = ((ParameterDomain.Choice) domain.get()).options();
        if (options.size() > 1) {
            file.wrong("search", "one search algorithm", "keep one");
        }
        var values = new TreeMap<String, ParameterValue>();
        for (SearchSpace.Parameter p : options.get(0).space().parameters()) {
            if (p.domain() instanceof ParameterDomain.Fixed fixed) {
                values.put(p.name(), fixed.value());
            } else {
                file.wrong("search", "one value for '" + p.name() + "'", "a search does not vary its own parameters");
            }
        }
        return new ModuleRef(ModuleKind.SEARCH, options.get(0).name(), new ParameterValue.Fields(values));
    }

    private static Budget budget(Section file) {
        Section section = file.section("budget", List.of("trials", "minutes"));
        return new Budget((int) section.whole("trials", 0, Budget.MOST_TRIALS, 0), section.real("minutes", 0, 1e7, 0));
    }

    /** All names of the file's first level, in the order in which they are best written. */
    static List<String> names() {
        return new ArrayList<>(NAMES);
    }
}
