package dev.stride.engine.coordinator;

import dev.stride.engine.validation.TrialValidator;
import dev.stride.metrics.PlatformMeters;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.store.ExperimentStore;
import io.vertx.core.WorkerExecutor;
import java.util.function.LongSupplier;

/**
 * What the engine stands on.
 *
 * @param storeThread the one thread that writes to the store
 * @param reads threads that read from it
 * @param clock the wall clock, in milliseconds since 1970, for people alone
 * @param nanos a clock that only goes forward, for leases and budgets
 */
public record EngineParts(
        ExperimentStore store,
        PluginRegistry plugins,
        PlatformMeters meters,
        TrialValidator trialValidator,
        WorkerExecutor storeThread,
        WorkerExecutor reads,
        LongSupplier clock,
        LongSupplier nanos) {}
