package dev.stride.bus.message;

/**
 * A worker in one life.
 *
 * @param id its name
 * @param bootId new at each start, so that nothing meant for an earlier life arrives
 */
public record WorkerKey(String id, String bootId) {
    @Override
    public String toString() {
        return id + "@" + bootId;
    }
}
