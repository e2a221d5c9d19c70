package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRunTest {

    @TempDir
    Path folder;

    @Test
    void aRunThatHasNotEndedIsGoneOnWith() {
        Home home = Home.of(folder);
        String key = DemoRun.of(home).key("classics-on-digits");
        assertThat(DemoRun.of(home).key("classics-on-digits")).isEqualTo(key);
        assertThat(DemoRun.of(home).key("features-for-100-digits")).isNotEqualTo(key);
    }

    @Test
    void afterItsEndADemoBeginsAnew() {
        Home home = Home.of(folder.resolve("not").resolve("there yet"));
        String key = DemoRun.of(home).key("classics-on-digits");
        DemoRun.of(home).end();
        assertThat(DemoRun.of(home).key("classics-on-digits")).isNotEqualTo(key);
    }
}
