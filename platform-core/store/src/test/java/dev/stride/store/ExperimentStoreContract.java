package dev.stride.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every experiment store promises. */
abstract class ExperimentStoreContract
        implements ExperimentsContract, CommitsContract, TrialsContract, MeasurementsContract, EventsContract {

    private ExperimentStore store;

    abstract ExperimentStore open() throws Exception;

    @Override
    public ExperimentStore store() {
        return store;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }
}
