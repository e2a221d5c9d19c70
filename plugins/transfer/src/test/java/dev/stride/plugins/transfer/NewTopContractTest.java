package dev.stride.plugins.transfer;

import dev.stride.model.ParameterValue;
import dev.stride.spi.testkit.TransferStrategyContract;
import java.util.Map;

class NewTopContractTest extends TransferStrategyContract<NewTop.Parameters> {

    @Override
    protected NewTop module() {
        return new NewTop();
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(Map.of(
                "source", ParameterValue.Fields.of(Map.of("file", ParameterValue.of("net.safetensors"))),
                "keep", ParameterValue.of(1)));
    }
}
