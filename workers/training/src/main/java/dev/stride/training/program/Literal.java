package dev.stride.training.program;

/** Numbers and truth values as TorchScript reads them, without loss. */
final class Literal {

    private Literal() {}

    static String of(double value) {
        return Double.toString(value).replace("E", "e");
    }

    static String of(boolean value) {
        return value ? "True" : "False";
    }
}
