package dev.stride.plugins.search;

import dev.stride.spi.testkit.SearchAlgorithmContract;

class GridSearchContractTest extends SearchAlgorithmContract<GridSearch.Parameters> {

    @Override
    protected GridSearch module() {
        return new GridSearch();
    }
}
