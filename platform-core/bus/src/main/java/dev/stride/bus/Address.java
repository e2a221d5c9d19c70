package dev.stride.bus;

import dev.stride.model.ErrorCode;

/**
 * Where a request is answered.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 * @param answerer who answers there
 */
public record Address<Q, A>(String value, Class<Q> request, Class<A> reply, Answerer answerer) {

    /**
     * Who answers at an address, for the one who hears that it is not there.
     *
     * @param name for people, for example {@code architecture "resnet"}
     * @param absent what its absence is: a request that cannot be carried out, or a loss that may pass
     * @param remedy what to do where it is absent
     * @param defect what an error is that it does not know itself
     */
    public record Answerer(String name, ErrorCode absent, String remedy, ErrorCode defect) {}
}
