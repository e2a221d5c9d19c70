package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.net.http.HttpTimeoutException;

/** Something is at the server's address, and does not answer in time. */
final class ServerSilent extends PlatformException {

    private static final long serialVersionUID = 1L;

    ServerSilent(String url, HttpTimeoutException cause) {
        super(
                ErrorCode.TIMED_OUT,
                "the server at " + url + " does not answer in time",
                "try again; where it stays so, look at its log",
                cause);
    }
}
