package dev.stride.model;

import java.util.Locale;

/** Which way an objective is better. */
public enum Goal {
    MAXIMIZE,
    MINIMIZE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether {@code a} is strictly better than {@code b}; a value that is not finite is never better. */
    public boolean isBetter(double a, double b) {
        if (!Double.isFinite(a)) {
            return false;
        }
        if (!Double.isFinite(b)) {
            return true;
        }
        return this == MAXIMIZE ? a > b : a < b;
    }
}
