package dev.stride.server;

/**
 * Where the server listens.
 *
 * @param port 0 for any free one
 */
public record ServerOptions(String host, int port) {}
