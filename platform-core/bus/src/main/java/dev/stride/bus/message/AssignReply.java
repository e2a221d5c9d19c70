package dev.stride.bus.message;

/** @param refusal why the attempt was not taken; empty when it was */
public record AssignReply(String refusal) {
    public static final AssignReply TAKEN = new AssignReply("");

    public boolean taken() {
        return refusal.isEmpty();
    }
}
