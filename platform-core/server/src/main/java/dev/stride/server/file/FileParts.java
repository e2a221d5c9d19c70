package dev.stride.server.file;

import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ParameterDomain;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.model.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of experiment files that are given without one, each as it would stand there. */
public final class FileParts {

    private static final String AUGMENTATION = "space.augmentation";

    private FileParts() {}

    /**
     * A data set: its name, or a map as under {@code dataset}.
     *
     * @throws PlatformException with everything that is wrong, under the paths of a file
     */
    public static DataSelection dataset(String text, Catalogue catalogue) {
        var log = new ProblemLog();
        YamlValue value = value(text, "dataset", log);
        refuse(log);
        var tree = new YamlValue.Fields(Map.of("dataset", new YamlValue.Field(value.place(), value)), value.place());
        DataSelection selection = ExperimentFile.dataset(Section.of(tree, "", List.of("dataset"), log), catalogue);
        refuse(log);
        return selection;
    }

    /**
     * The space of one pipeline.
     *
     * @param steps each as in a list under {@code augmentation}
     * @throws PlatformException with everything that is wrong, under the paths of a file
     */
    public static SearchSpace augmentation(List<String> steps, Catalogue catalogue) {
        var log = new ProblemLog();
        var values = new ArrayList<YamlValue>();
        for (String step : steps) {
            values.add(value(step, AUGMENTATION + ".pipeline[" + values.size() + "]", log));
        }
        refuse(log);
        Optional<ParameterDomain> domain =
                new PipelineReader(catalogue, log).read(new YamlValue.Items(values, Place.OUTSIDE), AUGMENTATION);
        refuse(log);
        return new SearchSpace(List.of(new SearchSpace.Parameter("augmentation", domain.orElseThrow())));
    }

    private static YamlValue value(String text, String path, ProblemLog log) {
        if (text.isBlank()) {
            return new YamlValue.Nothing(Place.OUTSIDE);
        }
        var own = new ProblemLog();
        YamlValue value = YamlReader.read(text, own);
        own.problems().forEach(found -> log.add(found.place(), found.problem().under(path)));
        return value;
    }

    private static void refuse(ProblemLog log) {
        if (!log.isEmpty()) {
            List<Problem> problems = log.toException().located().stream()
                    .map(FileProblem::problem)
                    .toList();
            throw new PlatformException(ErrorCode.INVALID_REQUEST, problems);
        }
    }
}
