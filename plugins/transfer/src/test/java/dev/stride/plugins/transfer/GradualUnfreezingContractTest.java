package dev.stride.plugins.transfer;

import dev.stride.model.ParameterValue;
import dev.stride.spi.testkit.TransferStrategyContract;
import java.util.Map;

class GradualUnfreezingContractTest extends TransferStrategyContract<GradualUnfreezing.Parameters> {

    @Override
    protected GradualUnfreezing module() {
        return new GradualUnfreezing();
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(
                Map.of("source", ParameterValue.Fields.of(Map.of("file", ParameterValue.of("net.safetensors")))));
    }
}
