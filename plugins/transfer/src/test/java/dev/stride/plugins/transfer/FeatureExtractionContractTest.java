package dev.stride.plugins.transfer;

import dev.stride.model.ParameterValue;
import dev.stride.spi.testkit.TransferStrategyContract;
import java.util.Map;

class FeatureExtractionContractTest extends TransferStrategyContract<FeatureExtraction.Parameters> {

    @Override
    protected FeatureExtraction module() {
        return new FeatureExtraction();
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(
                Map.of("source", ParameterValue.Fields.of(Map.of("file", ParameterValue.of("net.safetensors")))));
    }
}
