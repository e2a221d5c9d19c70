package dev.stride.server.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.Budget;
import dev.stride.spi.ParameterField;
import java.util.List;

/**
 * The JSON Schema of experiment files (draft 2020-12), made from the same records that validate them, for editors and
 * programs.
 */
public final class ExperimentSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModuleCatalogue catalogue;

    public ExperimentSchema(ModuleCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    public String write() {
        ObjectNode root = object("An experiment: what is trained, and what of it varies")
                .put("$schema", "https://json-schema.org/draft/2020-12/schema");
        ObjectNode properties = root.putObject("properties");
        properties
                .putObject("experiment")
                .put("type", "string")
                .put("description", "A name for people")
                .put("minLength", 1)
                .put("maxLength", 100);
        properties.set("dataset", dataset());
        properties.set("objective", objective());
        properties.set("train", train());
        ObjectNode augment = object("How many augmented images there are");
        number(
                augment,
                "cached",
                "integer",
                "Variants of each training image, so that features of frozen layers are computed once for each; 0 for new"
                        + " ones in each epoch");
        properties.set("augment", augment);
        properties.set("space", space());
        properties.set("search", choice(Catalogue.Kind.SEARCH));
        ObjectNode budget = object("When the experiment ends at the latest");
        number(budget, "trials", "integer", "How many trials are proposed; 0 for as many as an experiment may have")
                .put("maximum", Budget.MOST_TRIALS);
        number(budget, "minutes", "number", "Time since the experiment began; 0 for no limit");
        properties.set("budget", budget);
        number(root, "parallel", "integer", "How many trials may run at once; 0 for as many as there are slots");
        number(root, "seed", "integer", "Seed of the search");
        required(root, "experiment", "dataset", "space");
        return root.toPrettyString();
    }

    private ObjectNode dataset() {
        ObjectNode map = object("The images");
        ObjectNode properties = (ObjectNode) map.get("properties");
        properties.set("name", names(Catalogue.Kind.DATASET));
        number(map, "validation", "number", "Share of the training images held out for ranking");
        number(map, "seed", "integer", "Seed of the split");
        number(map, "train-images", "integer", "How many training images to keep, balanced over classes; 0 for all");
        for (String name : catalogue.names(Catalogue.Kind.DATASET)) {
            for (ParameterField field :
                    catalogue.record(Catalogue.Kind.DATASET, name).fields()) {
                if (!properties.has(field.name())) {
                    properties.set(field.name(), value(field));
                }
            }
        }
        required(map, "name");
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(names(Catalogue.Kind.DATASET)).add(map);
        return either;
    }

    private static ObjectNode objective() {
        ObjectNode objective = object("What trials are ranked by");
        ObjectNode properties = (ObjectNode) objective.get("properties");
        properties
                .putObject("metric")
                .putArray("enum")
                .add("validation.accuracy")
                .add("validation.loss");
        properties.putObject("goal").putArray("enum").add("maximize").add("minimize");
        return objective;
    }

    private static ObjectNode train() {
        ObjectNode train = object("What holds for every trial unless the space says otherwise");
        number(train, "epochs", "integer", "Passes over the training images");
        number(train, "batch", "integer", "Images a step");
        number(train, "label-smoothing", "number", "Mass spread evenly over all classes");
        number(train, "clip-norm", "number", "Global norm that gradients are scaled down to; 0 for none");
        return train;
    }

    private ObjectNode space() {
        ObjectNode space = object("What may vary: a scalar is fixed, a list is a choice, {from, to} is a range");
        ObjectNode properties = (ObjectNode) space.get("properties");
        properties.set("architecture", choice(Catalogue.Kind.ARCHITECTURE));
        properties.set("optimizer", choice(Catalogue.Kind.OPTIMIZER));
        properties.set("schedule", choice(Catalogue.Kind.SCHEDULE));
        properties.set("transfer", choice(Catalogue.Kind.TRANSFER));
        properties.set("augmentation", pipelines());
        for (String name : List.of("seed", "epochs", "batch", "label-smoothing", "clip-norm", "train-images")) {
            properties.set(name, domain(JSON.createObjectNode().put("type", "number")));
        }
        required(space, "architecture");
        return space;
    }

    private ObjectNode pipelines() {
        ObjectNode step = JSON.createObjectNode();
        step.putArray("anyOf").add(names(Catalogue.Kind.AUGMENTATION)).add(options(Catalogue.Kind.AUGMENTATION));
        ObjectNode steps = JSON.createObjectNode().put("type", "array");
        steps.set("items", step);
        ObjectNode labels = JSON.createObjectNode().put("type", "object");
        labels.putObject("additionalProperties")
                .putArray("anyOf")
                .add(steps)
                .add(JSON.createObjectNode().put("type", "object"));
        ObjectNode any = JSON.createObjectNode().put("description", "Pipelines by label; none: {} means none");
        any.putArray("anyOf").add(steps).add(labels).add(JSON.createObjectNode().put("const", "none"));
        return any;
    }

    /** A name, a list of names, or a map from names to parameters. */
    private ObjectNode choice(Catalogue.Kind kind) {
        ObjectNode list = JSON.createObjectNode().put("type", "array");
        list.set("items", names(kind));
        ObjectNode any = JSON.createObjectNode();
        any.putArray("anyOf").add(names(kind)).add(list).add(options(kind));
        return any;
    }

    private ObjectNode options(Catalogue.Kind kind) {
        ObjectNode map = object("From names to parameters");
        ObjectNode properties = (ObjectNode) map.get("properties");
        for (String name : catalogue.names(kind)) {
            ObjectNode parameters = object("Parameters of " + name);
            parameters.putArray("type").add("object").add("null");
            for (ParameterField field : catalogue.record(kind, name).fields()) {
                ((ObjectNode) parameters.get("properties")).set(field.name(), domain(value(field)));
            }
            properties.set(name, parameters);
        }
        return map;
    }

    private ObjectNode names(Catalogue.Kind kind) {
        ObjectNode names = JSON.createObjectNode();
        ArrayNode all = names.putArray("enum");
        catalogue.names(kind).forEach(all::add);
        return names;
    }

    /** A value, a list of values, or a range. */
    private static ObjectNode domain(ObjectNode value) {
        ObjectNode list = JSON.createObjectNode().put("type", "array").put("minItems", 1);
        list.set("items", value);
        ObjectNode range = object("A range");
        number(range, "from", "number", "The least value");
        number(range, "to", "number", "The largest value");
        number(range, "step", "integer", "Distance of integers");
        ((ObjectNode) range.get("properties"))
                .putObject("scale")
                .putArray("enum")
                .add("linear")
                .add("log");
        required(range, "from", "to");
        ObjectNode any = JSON.createObjectNode();
        any.putArray("anyOf").add(value).add(list).add(range);
        return any;
    }

    private static ObjectNode value(ParameterField field) {
        ObjectNode value = JSON.createObjectNode().put("description", field.about());
        if (!field.choices().isEmpty()) {
            field.choices().forEach(value.putArray("enum")::add);
            return value;
        }
        value.put(
                "type",
                switch (field.type()) {
                    case INTEGER -> "integer";
                    case NUMBER -> "number";
                    case FLAG -> "boolean";
                    case TEXT -> "string";
                    case MAP -> "object";
                });
        if (Double.isFinite(field.min())) {
            value.put("minimum", field.min());
        }
        if (Double.isFinite(field.max())) {
            value.put("maximum", field.max());
        }
        field.otherwise().ifPresent(d -> value.put("default", d.toString()));
        return value;
    }

    private static ObjectNode object(String about) {
        ObjectNode object = JSON.createObjectNode()
                .put("type", "object")
                .put("description", about)
                .put("additionalProperties", false);
        object.putObject("properties");
        return object;
    }

    private static ObjectNode number(ObjectNode parent, String name, String type, String about) {
        return ((ObjectNode) parent.get("properties"))
                .putObject(name)
                .put("type", type)
                .put("description", about)
                .put("minimum", 0);
    }

    private static void required(ObjectNode object, String... names) {
        ArrayNode required = object.putArray("required");
        for (String name : names) {
            required.add(name);
        }
    }
}
