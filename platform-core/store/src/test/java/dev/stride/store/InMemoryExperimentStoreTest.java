package dev.stride.store;

class InMemoryExperimentStoreTest extends ExperimentStoreContract {

    @Override
    ExperimentStore open() {
        return new InMemoryExperimentStore();
    }
}
