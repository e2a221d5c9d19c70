package dev.stride.model;

import java.util.Optional;

/** How gradients change the weights. */
public sealed interface Optimizer {

    /** The learning rate before the schedule. */
    double rate();

    double weightDecay();

    /** What weight decay touches; empty for weights alone. */
    Optional<Decay> decay();

    /** Whether weight decay touches biases and normalisation parameters too. */
    default boolean decaysAll() {
        return decay().filter(Decay.ALL::equals).isPresent();
    }

    String name();

    /** What weight decay touches. */
    enum Decay {
        /** Neither biases nor normalisation parameters. */
        WEIGHTS,
        /** All that trains. */
        ALL
    }

    /** Stochastic gradient descent; decay is added to the gradient, momentum has no dampening. */
    record Sgd(double rate, double momentum, boolean nesterov, double weightDecay, Optional<Decay> decay)
            implements Optimizer {

        /** One whose decay touches weights alone. */
        public Sgd(double rate, double momentum, boolean nesterov, double weightDecay) {
            this(rate, momentum, nesterov, weightDecay, Optional.empty());
        }

        @Override
        public String name() {
            return "sgd";
        }
    }

    /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
    record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay, Optional<Decay> decay)
            implements Optimizer {

        /** One whose decay touches weights alone. */
        public AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay) {
            this(rate, beta1, beta2, epsilon, weightDecay, Optional.empty());
        }

        @Override
        public String name() {
            return "adamw";
        }
    }
}
