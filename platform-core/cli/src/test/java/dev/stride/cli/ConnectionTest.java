package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.store.DataFolderInUse;
import dev.stride.store.DataFolderLock;
import dev.stride.store.SqliteExperimentStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConnectionTest {

    @TempDir
    Path folder;

    private final List<Duration> pauses = new ArrayList<>();
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
        for (String text : List.of(
                "",
                "\0\0",
                "http://localhost:1",
                "no address\none\n",
                "http://[x\none\n",
                "http://my_host:1\none\n",
                "http://localhost:65536\none\n")) {
            Files.writeString(home.serverFile(), text);
            assertThat(Connection.running(home)).isEmpty();
        }
    }

    @Test
    void aFolderThatAnotherProcessHasTakenSoonHasAServer() {
        try (var server = new ProgramOnAPort(Optional.of("one"), Map.of());
                var lock = DataFolderLock.of(folder);
                var connection = Connection.ofFolder(
                        home, 0, afterPauses(3, () -> new ServerFile(server.url(), "one").write(home)))) {
            assertThat(lock).isNotNull();
            assertThat(connection.client().base()).isEqualTo(server.url());
            assertThat(connection.isOwn()).isFalse();
        }
        assertThat(pauses).hasSize(3);
    }

    @Test
    void aFolderThatAnotherProcessIsLeavingIsTaken() {
        DataFolderLock lock = DataFolderLock.of(folder);
        try (var connection = Connection.ofFolder(home, 0, afterPauses(2, lock::close))) {
            assertThat(connection.isOwn()).isTrue();
        }
        assertThat(pauses).hasSize(2);
    }

    @Test
    void aFolderThatAnotherProcessKeepsIsGivenUp() {
        try (DataFolderLock lock = DataFolderLock.of(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> Connection.ofFolder(home, 0, pauses::add))
                    .isInstanceOf(DataFolderInUse.class)
                    .hasMessageContaining("in use by process");
        }
        assertThat(pauses).hasSize(49).containsOnly(Duration.ofMillis(200));
    }

    @Test
    void aDatabaseThatTimeDoesNotMendIsToldAtOnce() throws Exception {
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + home.database());
                var statement = database.createStatement()) {
            statement.executeUpdate("CREATE TABLE bookmarks (url TEXT)");
        }
        assertThatThrownBy(() -> Connection.ofFolder(home, 0, pauses::add))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("belongs to another program");
        Files.delete(home.database());
        SqliteExperimentStore.open(home.database()).close();
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + home.database());
                var statement = database.createStatement()) {
            statement.executeUpdate("UPDATE flyway_schema_history SET version = '999'");
        }
        assertThatThrownBy(() -> Connection.ofFolder(home, 0, pauses::add))
                .hasMessageContaining("use a newer version of the program");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aServerThatIsSlowIsNotTakenForAnotherProgram() throws IOException {
        // The system takes the connection, and nobody answers.
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = new DataOption();
            new CommandLine(options).parseArgs("--server", "http://localhost:" + silent.getLocalPort());
            assertThatThrownBy(() -> Connection.open(options, 0))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT))
                    .hasMessageContaining("does not answer in time");
        }
    }

    /** What other processes do while this one waits, at the end of a number of pauses. */
    private Pause afterPauses(int number, Runnable doing) {
        return time -> {
            pauses.add(time);
            if (pauses.size() == number) {
                doing.run();
            }
        };
    }
}
