/** Search algorithms: each proposes configurations as a pure function of what an experiment has done. */
@NullMarked
package dev.stride.plugins.search;

import org.jspecify.annotations.NullMarked;
