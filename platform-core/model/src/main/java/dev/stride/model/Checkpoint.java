package dev.stride.model;

/**
 * Weights, buffers, optimizer state and random position from which training goes on exactly.
 *
 * @param epoch how many epochs it has behind it; training goes on with the next
 * @param artifact the safetensors file
 */
public record Checkpoint(int epoch, ArtifactRef artifact) {}
