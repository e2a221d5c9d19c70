package dev.stride.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.store.ExperimentStore;
import java.util.List;
import java.util.Optional;

/** An object in JSON, one of whose fields is a list of any length: what is before the list, its items, what is after. */
abstract class JsonListParts implements LongAnswer.Parts {

    private final String list;
    private boolean isBegun;
    private boolean isEnded;
    private boolean isFirst = true;

    /** @param list the name of the list */
    JsonListParts(String list) {
        this.list = list;
    }

    /** What stands before the list; asked once. Has at least one field. */
    abstract ObjectNode before(ExperimentStore store);

    /** The next items; none after the last. */
    abstract List<ObjectNode> items(ExperimentStore store);

    /** What stands after the list; asked once. */
    abstract ObjectNode after(ExperimentStore store);

    @Override
    public final Optional<String> next(ExperimentStore store) {
        if (isEnded) {
            return Optional.empty();
        }
        var part = new StringBuilder();
        if (!isBegun) {
            isBegun = true;
            part.append('{')
                    .append(fields(before(store)))
                    .append(",\"")
                    .append(list)
                    .append("\":[");
        }
        List<ObjectNode> items = items(store);
        items.forEach(item -> append(part, item));
        if (items.isEmpty()) {
            isEnded = true;
            ObjectNode after = after(store);
            part.append(']')
                    .append(after.isEmpty() ? "" : ",")
                    .append(fields(after))
                    .append('}');
        }
        return Optional.of(part.toString());
    }

    private void append(StringBuilder part, ObjectNode item) {
        part.append(isFirst ? "" : ",").append(Json.write(item));
        isFirst = false;
    }

    /** Without the braces. */
    private static String fields(ObjectNode object) {
        String text = Json.write(object);
        return text.substring(1, text.length() - 1);
    }
}
