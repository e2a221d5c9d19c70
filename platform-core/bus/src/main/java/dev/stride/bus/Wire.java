package dev.stride.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.stride.model.Configuration;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.Metric;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * The JSON form of every record of the platform: on the bus, to slot processes, and in the store. Fields stand in the
 * order of the record, maps in the order of their keys, so equal records give equal text. A field that is not known is
 * passed over, so that a newer node can speak to an older one. Safe for use by several threads.
 */
public final class Wire {

    /** The version of the messages; raised when an older reader would misunderstand. */
    public static final int VERSION = 1;

    private static final ObjectMapper MAPPER = mapper();

    private Wire() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new PlatformException(
                    ErrorCode.DEFECT, "cannot write a " + value.getClass().getSimpleName() + " as JSON", "", e);
        }
    }

    public static byte[] writeBytes(Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a message; see {@link #read(String, Class, String)}. */
    public static <T> T read(String json, Class<T> type) {
        return read(json, type, "the message");
    }

    /** Reads a message; see {@link #read(String, Class, String)}. */
    public static <T> T read(byte[] json, Class<T> type) {
        return read(new String(json, StandardCharsets.UTF_8), type);
    }

    /**
     * Reads one value. A component that is absent is empty where it is optional; otherwise it is an error, like
     * everything else that is not of the type's form.
     *
     * @param what is read, for people, for example {@code event 7 of experiment 01h...}
     * @throws PlatformException with {@code CORRUPT}, which names what was read, the place in it and what is wrong there
     */
    public static <T> T read(String json, Class<T> type, String what) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value != null) {
                return value;
            }
            throw new PlatformException(
                    ErrorCode.CORRUPT, what + " is no " + WireFailure.word(type) + ": it is null", WireFailure.REMEDY);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw WireFailure.of(e, type, what);
        }
    }

    private static ObjectMapper mapper() {
        var values = new SimpleModule("values");
        add(values, ParameterValue.class);
        add(values, ParameterValue.Fields.class);
        add(values, ParameterValue.Items.class);
        add(values, ParameterValue.Text.class);
        add(values, ParameterValue.Flag.class);
        add(values, ParameterValue.Whole.class);
        add(values, ParameterValue.Real.class);
        var mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(values)
                .addMixIn(ExperimentId.class, ExperimentIdForm.class)
                .addMixIn(TrialId.class, TrialIdForm.class)
                .addMixIn(Metric.class, MetricForm.class)
                .addMixIn(Configuration.class, ConfigurationForm.class)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
        var records =
                AnnotationIntrospector.pair(new SealedTypes(Set.of(ParameterValue.class)), new RequiredComponents());
        mapper.setAnnotationIntrospectors(
                AnnotationIntrospector.pair(mapper.getSerializationConfig().getAnnotationIntrospector(), records),
                AnnotationIntrospector.pair(mapper.getDeserializationConfig().getAnnotationIntrospector(), records));
        return mapper;
    }

    private static <T extends ParameterValue> void add(SimpleModule module, Class<T> type) {
        module.addSerializer(type, ParameterValueJson.serializer(type));
        module.addDeserializer(type, ParameterValueJson.deserializer(type));
    }

    private abstract static class ExperimentIdForm {
        @JsonCreator
        ExperimentIdForm(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class TrialIdForm {
        @JsonCreator
        static TrialId parse(String text) {
            return TrialId.parse(text);
        }

        @Override
        @JsonValue
        public abstract String toString();
    }

    private abstract static class MetricForm {
        @JsonCreator
        static Metric ofName(String name) {
            return Metric.ofName(name);
        }

        @JsonValue
        abstract String name();
    }

    private abstract static class ConfigurationForm {
        @JsonCreator
        static Configuration of(Map<String, ParameterValue> values) {
            return Configuration.of(values);
        }

        @JsonValue
        abstract Map<String, ParameterValue> values();
    }
}
