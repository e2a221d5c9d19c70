package dev.stride.training.program;

/** Numbers as TorchScript reads them, without loss. */
final class Literal {

    private Literal() {}

    static String of(double value) {
        return Double.toString(value).replace("E", "e");
    }
}
