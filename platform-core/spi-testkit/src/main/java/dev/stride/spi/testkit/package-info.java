/**
 * Contract tests that every plugin extends: what the platform relies on, so that a plugin that passes them works. For
 * tests; JUnit 5 and AssertJ come with it.
 */
@NullMarked
package dev.stride.spi.testkit;

import org.jspecify.annotations.NullMarked;
