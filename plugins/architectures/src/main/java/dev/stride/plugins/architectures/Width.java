package dev.stride.plugins.architectures;

/** A factor of numbers of filters, which stay whole and at least 1. */
record Width(double factor) {

    int of(int filters) {
        return (int) Math.max(1, Math.round(filters * factor));
    }
}
