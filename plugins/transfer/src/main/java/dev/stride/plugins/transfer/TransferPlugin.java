package dev.stride.plugins.transfer;

import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.util.List;

/** The transfer strategies. */
public final class TransferPlugin implements Plugin {

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public List<? extends Module<?>> modules() {
        return List.of(
                new FromScratch(),
                new FeatureExtraction(),
                new PartialFineTuning(),
                new NewTop(),
                new FineTuning(),
                new GradualUnfreezing(),
                new Auto());
    }
}
