package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class NetworkInNetworkContractTest extends ArchitectureContract<NetworkInNetwork.Parameters> {

    @Override
    protected NetworkInNetwork module() {
        return new NetworkInNetwork();
    }
}
