package dev.stride.server.file;

import dev.stride.model.ParameterValue;

/** A scalar as it stands on a command line or in an address: a number, a flag, or a text. */
public final class Scalar {

    private Scalar() {}

    public static ParameterValue of(String text) {
        if (text.matches("[-+]?\\d{1,18}")) {
            return ParameterValue.of(Long.parseLong(text));
        }
        if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")
                && Double.isFinite(Double.parseDouble(text))) {
            return ParameterValue.of(Double.parseDouble(text));
        }
        return text.equals("true") || text.equals("false")
                ? ParameterValue.of(Boolean.parseBoolean(text))
                : ParameterValue.of(text);
    }
}
