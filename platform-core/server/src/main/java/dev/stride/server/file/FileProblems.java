package dev.stride.server.file;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.util.List;

/** An experiment file that cannot be read, with all that is wrong with it in the order of the file. */
public class FileProblems extends PlatformException {

    private static final long serialVersionUID = 1L;

    private final transient List<FileProblem> located;

    public FileProblems(List<FileProblem> located) {
        super(
                ErrorCode.INVALID_REQUEST,
                located.stream().map(FileProblem::problem).toList());
        this.located = List.copyOf(located);
    }

    public List<FileProblem> located() {
        return located;
    }
}
