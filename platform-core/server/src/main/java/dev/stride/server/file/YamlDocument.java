package dev.stride.server.file;

import java.io.InputStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML document of the platform's own, which needs no places for problems; files of users are read more strictly. */
public final class YamlDocument {

    private YamlDocument() {}

    /** The document as maps, lists and scalars of Java, in its order. */
    public static Object read(InputStream in) {
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return new Load(settings).loadFromInputStream(in);
    }
}
