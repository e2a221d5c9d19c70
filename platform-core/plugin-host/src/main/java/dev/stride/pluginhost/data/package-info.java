/** What the platform does with every data set: split it, measure it, name it by its content. */
@NullMarked
package dev.stride.pluginhost.data;

import org.jspecify.annotations.NullMarked;
