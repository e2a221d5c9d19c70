package dev.stride.bus;

/**
 * Where a request is answered.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public record Address<Q, A>(String value, Class<Q> request, Class<A> reply) {}
