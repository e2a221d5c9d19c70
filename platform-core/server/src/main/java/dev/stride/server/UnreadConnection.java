package dev.stride.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** A connection whose client does not read what it was sent. */
final class UnreadConnection {

    private UnreadConnection() {}

    /**
     * Closes it at once. Vert.x's own ways to close send first what still waits, which such a client never lets them; past
     * them there is the connection's channel alone.
     */
    static void cutOff(HttpServerRequest request) {
        ChannelHandlerContext connection = ((ConnectionBase) request.connection()).channelHandlerContext();
        // What lies in the socket's buffer is let go too.
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.close();
    }
}
