package dev.stride.bus.message;

import dev.stride.network.Network;

/** An architecture's net for the images that were asked about. */
public record NetworkDescribed(Network network) {}
