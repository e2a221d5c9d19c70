package dev.stride.server;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.metrics.PlatformMeters;
import dev.stride.pluginhost.PluginRegistry;

/** What the server stands on. */
public record ServerParts(
        Experiments experiments, PluginRegistry plugins, ArtifactStore artifacts, PlatformMeters meters) {}
