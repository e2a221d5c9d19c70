package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void home() {
        home = Home.of(folder);
    }

    @Test
    void theServerOfTheFolderIsFound() {
        try (var server = new ProgramOnAPort(Optional.of("one"), Map.of())) {
            new ServerFile(server.url(), "one").write(home);
            assertThat(Connection.running(home).map(ApiClient::base)).contains(server.url());
            assertThatThrownBy(() -> Connection.refuseRunning(home, "use it")).hasMessageContaining(server.url());
        }
    }

    @Test
    void anotherProgramOnThePortOfADeadServerIsNotTakenForIt() {
        try (var other = new ProgramOnAPort(Optional.empty(), Map.of())) {
            new ServerFile(other.url(), "one").write(home);
            assertThat(Connection.running(home)).isEmpty();
        }
    }

    @Test
    void theServerOfAnotherFolderOnThePortIsNotTakenForIt() {
        try (var other = new ProgramOnAPort(Optional.of("two"), Map.of())) {
            new ServerFile(other.url(), "one").write(home);
            assertThat(Connection.running(home)).isEmpty();
        }
    }

    @Test
    void aFileThatADeadServerLeftOrThatCannotBeReadNamesNoServer() throws IOException {
        assertThat(Connection.running(home)).isEmpty();
        new ServerFile("http://localhost:1", "one").write(home);
        assertThat(Connection.running(home)).isEmpty();
        for (String text : new String[] {"", "\0\0", "http://localhost:1", "no address\none\n"}) {
            Files.writeString(home.serverFile(), text);
            assertThat(Connection.running(home)).isEmpty();
        }
    }
}
