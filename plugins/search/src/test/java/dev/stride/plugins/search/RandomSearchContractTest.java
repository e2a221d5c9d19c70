package dev.stride.plugins.search;

import dev.stride.spi.testkit.SearchAlgorithmContract;

class RandomSearchContractTest extends SearchAlgorithmContract<RandomSearch.Parameters> {

    @Override
    protected RandomSearch module() {
        return new RandomSearch();
    }
}
