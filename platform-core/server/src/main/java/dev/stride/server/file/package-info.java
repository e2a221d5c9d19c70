/** The experiment file: YAML (and so JSON) to an {@link dev.stride.model.ExperimentSpec}, with every problem at its place. */
@NullMarked
package dev.stride.server.file;

import org.jspecify.annotations.NullMarked;
