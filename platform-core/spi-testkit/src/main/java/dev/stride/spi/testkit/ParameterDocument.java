package dev.stride.spi.testkit;

import dev.stride.model.ParameterValue;
import dev.stride.spi.Architecture;
import dev.stride.spi.Module;
import dev.stride.spi.ParameterField;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of a plugin's modules as Markdown, from the records that declare them. */
public final class ParameterDocument {

    private final List<String> lines = new ArrayList<>();

    private ParameterDocument() {}

    /** The whole text: a heading and a table for each module, in the order in which the plugin has them. */
    public static String of(Plugin plugin) {
        var document = new ParameterDocument();
        document.lines.add("# Parameters of the modules of " + plugin.name());
        document.lines.add("");
        document.lines.add("Made from the records that declare them; a test holds it to them.");
        plugin.modules().forEach(document::module);
        return document.lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private <P extends Record> void module(Module<P> module) {
        lines.add("");
        lines.add("## " + module.name());
        lines.add("");
        lines.add(module.summary() + ".");
        ParameterRecord<P> record = ParameterRecord.of(module.parameters());
        if (!record.fields().isEmpty()) {
            lines.add("");
            lines.add("| parameter | what it is | value | where none is given |");
            lines.add("| --- | --- | --- | --- |");
            record.fields().forEach(this::row);
        }
        if (module instanceof Architecture<P> architecture
                && !architecture.presets().isEmpty()) {
            lines.add("");
            new TreeMap<>(architecture.presets()).forEach((name, preset) -> preset(record, name, preset));
        }
    }

    private void row(ParameterField field) {
        lines.add("| `" + field.name() + "` | " + cell(field.about()) + " | " + cell(field.expected()) + " | "
                + field.otherwise()
                        .map(value -> "`" + cell(value.toString()) + "`")
                        .orElse(field.required() ? "needed" : "")
                + " |");
    }

    private <P extends Record> void preset(ParameterRecord<P> record, String name, P preset) {
        ParameterValue.Fields values = record.write(preset);
        String different = record.fields().stream()
                .filter(field ->
                        !Optional.ofNullable(values.values().get(field.name())).equals(field.otherwise()))
                .map(field -> field.name() + " " + values.values().get(field.name()))
                .collect(Collectors.joining(", "));
        lines.add("- `" + name + "`" + (different.isEmpty() ? "" : ": " + different));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
