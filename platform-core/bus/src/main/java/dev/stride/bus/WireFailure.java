package dev.stride.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a text could not be read, in words of the text: the place in it and what is wrong there. */
final class WireFailure {

    static final String REMEDY = "put back a copy of it, or read it with the version of the program that wrote it";

    private WireFailure() {}

    static PlatformException of(Exception e, Class<?> type, String what) {
        String message = what + " is no " + word(type) + place(e) + ": " + why(e);
        return new PlatformException(ErrorCode.CORRUPT, message, REMEDY, e);
    }

    /** A type for people, for example {@code experiment event}. */
    static String word(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** The way into the text, for example {@code , at prepared.plan.augmentation[1]}. */
    private static String place(Exception e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        String path = mapping.getPath().stream().map(WireFailure::step).collect(Collectors.joining());
        return ", at " + (path.startsWith(".") ? path.substring(1) : path);
    }

    private static String step(JsonMappingException.Reference step) {
        return step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName();
    }

    private static String why(Exception e) {
        if (e instanceof JsonEOFException) {
            return "it ends too early" + column(e);
        } else if (e instanceof InvalidTypeIdException unknown) {
            return unknown.getTypeId() == null
                    ? "its 'type' is missing"
                    : "the type '" + unknown.getTypeId() + "' is not known";
        } else if (e instanceof InvalidFormatException format) {
            return "'" + format.getValue() + "' is no " + word(format.getTargetType());
        } else if (e instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return said(refused.getCause());
        } else if (e instanceof MismatchedInputException mismatch) {
            return mismatched(mismatch);
        } else if (e instanceof JsonProcessingException parsing) {
            return firstLine(parsing.getOriginalMessage()) + column(e);
        }
        return said(e);
    }

    private static String mismatched(MismatchedInputException e) {
        String message = firstLine(e.getOriginalMessage());
        if (message.startsWith("Missing required creator property") || message.startsWith("Null value for creator")) {
            return "it is missing";
        }
        @Nullable Class<?> type = e.getTargetType();
        return message.startsWith("No content")
                ? "it is empty"
                : "expected " + (type == null ? "another form" : "a " + word(type)) + column(e);
    }

    private static String said(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e.getMessage());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String column(Exception e) {
        if (e instanceof JsonProcessingException parsing && parsing.getLocation() != null) {
            return ", at column " + parsing.getLocation().getColumnNr();
        }
        return "";
    }
}
