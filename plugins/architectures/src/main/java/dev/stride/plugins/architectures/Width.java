package dev.stride.plugins.architectures;

/** A factor of numbers of filters, which stay whole and at least 1. */
record Width(double factor) {

    int of(int filters) {
        return of(filters, 1);
    }

    /** The nearest multiple, at least once. */
    int of(int filters, int multiple) {
        return (int) Math.max(1, Math.round(filters * factor / multiple)) * multiple;
    }
}
