package dev.stride.engine.validation;

import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.ArtifactRef;
import dev.stride.model.ModuleRef;
import java.util.Optional;

/**
 * The weights that a source meant when its experiment was taken on, whatever lies at its path since.
 *
 * @param architecture whose names its tensors got; empty where they kept their own
 */
public record FoundSource(TransferPlanned.Source source, Optional<ModuleRef> architecture, ArtifactRef artifact) {

    boolean isFor(TransferPlanned.Source asked, Optional<ModuleRef> named) {
        return source.equals(asked) && architecture.equals(named);
    }
}
