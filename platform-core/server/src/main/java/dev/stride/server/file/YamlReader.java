package dev.stride.server.file;

import dev.stride.model.ParameterValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

    private static final int DEEPEST = 32;
    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

    private final Iterator<Event> events;
    private final ProblemLog log;

    private YamlReader(Iterator<Event> events, ProblemLog log) {
        this.events = events;
        this.log = log;
    }

    /**
     * Reads a document. What is wrong goes into the log, and the rest is read on as far as it can be.
     *
     * @return nothing where no value could be read, which the log then says
     */
    static YamlValue read(String text, ProblemLog log) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(YamlText.LONGEST)
                .setUseMarks(true)
                .build();
        try {
            YamlText.check(text);
            return new YamlReader(new Parse(settings).parseString(text).iterator(), log).document();
        } catch (FileProblems e) {
            e.located().forEach(p -> log.add(p.place(), p.problem()));
        } catch (Unreadable e) {
            log.unreadable(e.place, "", e.problem, e.remedy);
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(YamlReader::place).orElse(Place.OUTSIDE);
            boolean tab = e.getProblem().contains("TAB");
            log.unreadable(
                    place,
                    "",
                    tab ? "a tab stands where only spaces may" : "this is not YAML: " + Quoted.text(e.getProblem()),
                    tab ? "indent with spaces" : "check indentation, quotes and brackets");
        } catch (YamlEngineException e) {
            log.unreadable(
                    Place.OUTSIDE, "", "this is not YAML: " + Quoted.text(String.valueOf(e.getMessage())), "check it");
        }
        return new YamlValue.Nothing(Place.OUTSIDE);
    }

    /** What makes the rest of the file unreadable. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final String problem;
        private final String remedy;

        Unreadable(Event event, String problem, String remedy) {
            super(problem);
            this.place = YamlReader.place(event);
            this.problem = problem;
            this.remedy = remedy;
        }
    }

    private YamlValue document() {
        events.next(); // the stream's start
        Event event = events.next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            log.unreadable(Place.in(1, 1), "", "the file is empty", "start from one of 'stride examples'");
            return new YamlValue.Nothing(Place.in(1, 1));
        }
        YamlValue value = value(events.next(), "", 0);
        events.next(); // the document's end
        event = events.next();
        if (event.getEventId() != Event.ID.StreamEnd) {
            log.unreadable(place(event), "", "a second document begins here", "keep one experiment in a file");
        }
        return value;
    }

    private YamlValue value(Event event, String path, int depth) {
        if (depth > DEEPEST) {
            throw new Unreadable(event, "values are nested more than " + DEEPEST + " deep", "flatten them");
        }
        if (event instanceof AliasEvent alias) {
            log.unreadable(
                    place(event),
                    path,
                    "the alias '*" + Quoted.text(alias.getAlias().getValue()) + "' is not allowed",
                    "write the value out");
            return new YamlValue.Nothing(place(event));
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
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            log.add(
                    place(event),
                    path,
                    "the anchor '&" + Quoted.text(node.getAnchor().get().getValue()) + "' is not allowed",
                    "leave it out");
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
        tag.filter(t -> !t.equals("!"))
                .ifPresent(t -> log.unreadable(
                        place(event), path, "the tag '" + Quoted.text(t) + "' is not allowed", "leave it out"));
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
                throw new Unreadable(event, "a key must be a name", "write 'name: value'");
            }
            refuseTricks(event, path);
            String name = key.getValue();
            String below = Section.join(path, name);
            YamlValue value = value(events.next(), below, depth + 1);
            YamlValue.Field first = fields.putIfAbsent(name, new YamlValue.Field(place(key), value));
            if (first != null) {
                log.add(
                        place(key),
                        below,
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
            log.unreadable(
                    place, path, "'" + Quoted.text(text) + "' " + e.getMessage(), "write a plain decimal number");
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
        return tag.equals(Tag.FLOAT) ? ParameterValue.of(real(text)) : ParameterValue.of(text);
    }

    /** Octal and hexadecimal numbers are read otherwise by YAML 1.1, which many editors still follow. */
    private static long integer(String text) {
        if (!text.matches("[-+]?(0|[1-9]\\d*)")) {
            throw new IllegalArgumentException("is no decimal number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is out of the range of integers", e);
        }
    }

    private static double real(String text) {
        if (!text.matches("[-+.\\deE]+")) {
            throw new IllegalArgumentException("is no finite number");
        }
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("is out of the range of numbers");
        }
        return value;
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlReader::place).orElse(Place.OUTSIDE);
    }

    private static Place place(Mark mark) {
        return Place.in(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
