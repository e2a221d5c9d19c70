package dev.stride.model;

/**
 * One thing that is wrong with a request.
 *
 * @param path where: a path into the request such as {@code space.optimizer.sgd.rate}, or empty for the whole
 * @param message what is wrong: the offending value and what was expected
 * @param remedy what to do about it
 */
public record Problem(String path, String message, String remedy) {

    /** Quoted values may be anybody's, so nothing hidden stays in them. */
    public Problem {
        path = PlainText.escaped(path);
        message = PlainText.escaped(message);
        remedy = PlainText.escaped(remedy);
    }

    /** The same problem, seen from the level above. */
    public Problem under(String parent) {
        String joined = path.isEmpty() ? parent : parent.isEmpty() ? path : parent + "." + path;
        return new Problem(joined, message, remedy);
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + message + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
