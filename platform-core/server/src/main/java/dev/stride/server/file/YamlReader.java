package dev.stride.server.file;

import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * Reads one YAML document into {@link YamlValue}s. What makes YAML dangerous is refused: aliases, tags, deep nesting,
 * long files; and so are duplicate keys.
 */
final class YamlReader {

    static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 32;
    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

    private final Iterator<Event> events;
    private final ProblemLog log = new ProblemLog();

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    static YamlValue read(String text) {
        if (text.length() > LONGEST) {
            throw refused(
                    Place.OUTSIDE,
                    "the file has " + text.length() + " characters; at most " + LONGEST + " are read",
                    "shorten it");
        }
        var settings = LoadSettings.builder()
                .setCodePointLimit(LONGEST)
                .setUseMarks(true)
                .build();
        try {
            var reader = new YamlReader(new Parse(settings).parseString(text).iterator());
            YamlValue value = reader.document();
            if (!reader.log.isEmpty()) {
                throw reader.log.toException();
            }
            return value;
        } catch (MarkedYamlEngineException e) {
            throw refused(
                    e.getProblemMark().map(YamlReader::place).orElse(Place.OUTSIDE),
                    "this is not YAML: " + Quoted.text(e.getProblem()),
                    "check indentation, quotes and brackets");
        } catch (YamlEngineException e) {
            throw refused(
                    Place.OUTSIDE, "this is not YAML: " + Quoted.text(String.valueOf(e.getMessage())), "check it");
        }
    }

    private static FileProblems refused(Place place, String message, String remedy) {
        return new FileProblems(List.of(new FileProblem(new Problem("", message, remedy), place)));
    }

    private YamlValue document() {
        Event event = next(Event.ID.StreamStart);
        event = events.next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw refused(new Place(1, 1), "the file is empty", "start from one of 'stride examples'");
        }
        YamlValue value = value(events.next(), "", 0);
        next(Event.ID.DocumentEnd);
        event = events.next();
        if (event.getEventId() != Event.ID.StreamEnd) {
            throw refused(place(event), "a second document begins here", "keep one experiment in a file");
        }
        return value;
    }

    private Event next(Event.ID expected) {
        Event event = events.next();
        if (event.getEventId() != expected) {
            throw refused(place(event), "unexpected " + event.getEventId(), "check the file's form");
        }
        return event;
    }

    private YamlValue value(Event event, String path, int depth) {
        if (depth > DEEPEST) {
            throw refused(place(event), "values are nested more than " + DEEPEST + " deep", "flatten them");
        }
        refuseTricks(event, path);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, path);
        }
        if (event.getEventId() == Event.ID.SequenceStart) {
            return items(event, path, depth);
        }
        return fields(event, path, depth);
    }

    private void refuseTricks(Event event, String path) {
        if (event instanceof AliasEvent alias) {
            throw refused(
                    place(event),
                    (path.isEmpty() ? "" : path + ": ") + "the alias '*"
                            + alias.getAlias().getValue() + "' is not allowed",
                    "write the value out");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            log.add(
                    place(event),
                    path,
                    "the anchor '&" + node.getAnchor().get().getValue() + "' is not allowed",
                    "leave it out");
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
        tag.filter(t -> !t.equals("!"))
                .ifPresent(t ->
                        log.add(place(event), path, "the tag '" + Quoted.text(t) + "' is not allowed", "leave it out"));
    }

    private YamlValue items(Event start, String path, int depth) {
        var values = new ArrayList<YamlValue>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            values.add(value(event, path + "[" + values.size() + "]", depth + 1));
            event = events.next();
        }
        return new YamlValue.Items(values, place(start));
    }

    private YamlValue fields(Event start, String path, int depth) {
        var fields = new LinkedHashMap<String, YamlValue.Field>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (!(event instanceof ScalarEvent key)) {
                throw refused(place(event), "a key must be a name", "write 'name: value'");
            }
            refuseTricks(event, path);
            String name = key.getValue();
            String below = path.isEmpty() ? name : path + "." + name;
            YamlValue value = value(events.next(), below, depth + 1);
            YamlValue.Field first = fields.putIfAbsent(name, new YamlValue.Field(place(key), value));
            if (first != null) {
                log.add(
                        place(key),
                        Quoted.text(below),
                        "'" + Quoted.text(name) + "' stands here a second time, first in line "
                                + first.place().line(),
                        "keep one of them");
            }
            event = events.next();
        }
        return new YamlValue.Fields(fields, place(start));
    }

    private YamlValue scalar(ScalarEvent event, String path) {
        String text = event.getValue();
        Place place = place(event);
        if (event.getScalarStyle() != ScalarStyle.PLAIN) {
            return new YamlValue.Scalar(ParameterValue.of(text), place);
        }
        Tag tag = RESOLVER.resolve(text, true);
        if (tag.equals(Tag.NULL)) {
            return new YamlValue.Nothing(place);
        }
        try {
            return new YamlValue.Scalar(typed(tag, text), place);
        } catch (IllegalArgumentException e) {
            log.add(
                    place,
                    path,
                    "'" + Quoted.text(text) + "' is out of the range of numbers",
                    "give a finite number of at most 18 digits");
            return new YamlValue.Scalar(ParameterValue.of(text), place);
        }
    }

    private static ParameterValue typed(Tag tag, String text) {
        if (tag.equals(Tag.BOOL)) {
            return ParameterValue.of(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT)) {
            return ParameterValue.of(integer(text));
        }
        if (tag.equals(Tag.FLOAT)) {
            return ParameterValue.of(
                    Double.parseDouble(text.replace(".inf", "Infinity").replace(".nan", "NaN")));
        }
        return ParameterValue.of(text);
    }

    private static long integer(String text) {
        if (text.startsWith("0x")) {
            return Long.parseLong(text.substring(2), 16);
        }
        return text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : Long.parseLong(text);
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlReader::place).orElse(Place.OUTSIDE);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
