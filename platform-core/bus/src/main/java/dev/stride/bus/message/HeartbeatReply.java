package dev.stride.bus.message;

import dev.stride.model.AttemptId;
import java.util.List;

/**
 * The coordinator's answer, which renews the leases of the attempts that it does not name.
 *
 * @param leaseMillis how long the leases hold from now; a worker that cannot renew by then stops its attempts itself
 * @param abandon attempts that are no longer the worker's: to be ended, their reports thrown away
 */
public record HeartbeatReply(long leaseMillis, List<AttemptId> abandon) {
    public HeartbeatReply {
        abandon = List.copyOf(abandon);
    }
}
