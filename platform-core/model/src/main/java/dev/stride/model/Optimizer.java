package dev.stride.model;

/** How gradients change the weights. Weight decay does not touch biases and normalisation parameters. */
public sealed interface Optimizer {

    /** The learning rate before the schedule. */
    double rate();

    double weightDecay();

    String name();

    /** Stochastic gradient descent; decay is added to the gradient, momentum has no dampening. */
    record Sgd(double rate, double momentum, boolean nesterov, double weightDecay) implements Optimizer {
        @Override
        public String name() {
            return "sgd";
        }
    }

    /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
    record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
        @Override
        public String name() {
            return "adamw";
        }
    }
}
