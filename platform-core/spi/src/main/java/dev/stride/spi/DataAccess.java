package dev.stride.spi;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a data set may use.
 *
 * @param cache a folder of the data set's own, which exists and outlives the process
 * @param mayDownload whether package clients and the network may be used
 * @param progress takes one line for people at each step that takes long
 */
public record DataAccess(Path cache, boolean mayDownload, Consumer<String> progress) {}
