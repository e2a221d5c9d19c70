package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;

/** The server that a command was told to use does not answer. */
final class ServerAbsent extends PlatformException {

    private static final long serialVersionUID = 1L;

    ServerAbsent(String url) {
        super(
                ErrorCode.TIMED_OUT,
                "no server answers at " + url,
                "start one with 'stride server', or check --server and STRIDE_SERVER");
    }
}
