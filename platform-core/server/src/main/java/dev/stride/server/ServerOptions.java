package dev.stride.server;

/**
 * Where the server listens, and how it is told from other programs.
 *
 * @param port 0 for any free one
 * @param instance a name of this start of the server, in each of its answers' header {@link #INSTANCE_HEADER}
 */
public record ServerOptions(String host, int port, String instance) {

    public static final String INSTANCE_HEADER = "Stride-Instance";
}
