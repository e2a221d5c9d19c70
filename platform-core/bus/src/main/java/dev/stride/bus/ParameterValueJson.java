package dev.stride.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.stride.model.ParameterValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** Parameter values as plain JSON: a number without a point is whole. */
final class ParameterValueJson {

    private ParameterValueJson() {}

    static <T extends ParameterValue> JsonSerializer<T> serializer(Class<T> type) {
        return new Writer<>(type);
    }

    static <T extends ParameterValue> JsonDeserializer<T> deserializer(Class<T> type) {
        return new Reader<>(type);
    }

    private static final class Writer<T extends ParameterValue> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;

        Writer(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(value, out);
        }

        private static void write(ParameterValue value, JsonGenerator out) throws IOException {
            if (value instanceof ParameterValue.Text text) {
                out.writeString(text.value());
            } else if (value instanceof ParameterValue.Flag flag) {
                out.writeBoolean(flag.value());
            } else if (value instanceof ParameterValue.Whole whole) {
                out.writeNumber(whole.value());
            } else if (value instanceof ParameterValue.Real real) {
                out.writeNumber(real.value());
            } else if (value instanceof ParameterValue.Items items) {
                out.writeStartArray();
                for (ParameterValue item : items.values()) {
                    write(item, out);
                }
                out.writeEndArray();
            } else if (value instanceof ParameterValue.Fields fields) {
                out.writeStartObject();
                for (Map.Entry<String, ParameterValue> field : fields.values().entrySet()) {
                    out.writeFieldName(field.getKey());
                    write(field.getValue(), out);
                }
                out.writeEndObject();
            }
        }
    }

    private static final class Reader<T extends ParameterValue> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final Class<T> type;

        Reader(Class<T> type) {
            super(type);
            this.type = type;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            ParameterValue value = read(in, context);
            if (!type.isInstance(value)) {
                return context.reportInputMismatch(this, "expected %s, not %s", type.getSimpleName(), value);
            }
            return type.cast(value);
        }

        private ParameterValue read(JsonParser in, DeserializationContext context) throws IOException {
            switch (in.currentToken()) {
                case VALUE_STRING:
                    return new ParameterValue.Text(in.getText());
                case VALUE_TRUE:
                case VALUE_FALSE:
                    return new ParameterValue.Flag(in.getBooleanValue());
                case VALUE_NUMBER_INT:
                    return new ParameterValue.Whole(in.getLongValue());
                case VALUE_NUMBER_FLOAT:
                    return new ParameterValue.Real(in.getDoubleValue());
                case START_ARRAY:
                    return readItems(in, context);
                case START_OBJECT:
                    return readFields(in, context);
                default:
                    return context.reportInputMismatch(this, "expected a value, not %s", in.currentToken());
            }
        }

        private ParameterValue.Items readItems(JsonParser in, DeserializationContext context) throws IOException {
            var items = new ArrayList<ParameterValue>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(in, context));
            }
            return new ParameterValue.Items(items);
        }

        private ParameterValue.Fields readFields(JsonParser in, DeserializationContext context) throws IOException {
            var fields = new TreeMap<String, ParameterValue>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                fields.put(name, read(in, context));
            }
            return new ParameterValue.Fields(fields);
        }
    }
}
