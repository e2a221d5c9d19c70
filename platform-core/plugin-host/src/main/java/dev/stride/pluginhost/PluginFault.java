package dev.stride.pluginhost;

import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** What a plugin threw while it was loaded, said in one line to people who did not write it. */
final class PluginFault {

    private static final int LONGEST = 300;

    private PluginFault() {}

    static String text(Throwable fault) {
        String line = line(fault).lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    private static String line(Throwable fault) {
        Throwable cause = fault.getCause();
        if (fault instanceof UnsupportedClassVersionError) {
            return "it is compiled for a newer Java than this one, "
                    + Runtime.version().feature() + ": " + message(fault);
        }
        // With a space it is no name, but says that the class was there and failed.
        if (fault instanceof NoClassDefFoundError && !message(fault).contains(" ")) {
            return "it needs the class " + message(fault).replace('/', '.') + ", which it does not bring";
        }
        if (fault instanceof ExceptionInInitializerError && cause != null) {
            return line(cause);
        }
        if (fault instanceof ServiceConfigurationError) {
            String what = message(fault).replaceFirst("^[\\w.]+: ", "");
            return cause == null ? what : what + ": " + line(cause);
        }
        return fault instanceof IllegalStateException && fault.getMessage() != null
                ? fault.getMessage()
                : fault.getClass().getSimpleName() + (fault.getMessage() == null ? "" : ": " + fault.getMessage());
    }

    private static String message(Throwable fault) {
        @Nullable String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message;
    }
}
