package dev.stride.model;

/**
 * A module as a configuration names it.
 *
 * @param kind what it is
 * @param name its name, for example {@code lenet-5}
 * @param parameters what is given; everything else has the module's defaults
 */
public record ModuleRef(ModuleKind kind, String name, ParameterValue.Fields parameters) {

    public static ModuleRef of(ModuleKind kind, String name) {
        return new ModuleRef(kind, name, ParameterValue.Fields.NONE);
    }

    /** For example {@code architecture lenet-5}. */
    public String label() {
        return kind.word() + " " + name;
    }
}
