package dev.stride.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract over crashes: before every call the store is opened anew from the files as they lie there. */
class CrashedSqliteExperimentStoreTest extends ExperimentStoreContract {

    @TempDir
    Path folder;

    private int life;
    private boolean closed;
    private ExperimentStore store;

    @Override
    ExperimentStore open() throws IOException {
        Files.createDirectories(database().getParent());
        store = SqliteExperimentStore.open(database());
        return (ExperimentStore) Proxy.newProxyInstance(
                ExperimentStore.class.getClassLoader(),
                new Class<?>[] {ExperimentStore.class},
                (proxy, method, given) -> {
                    if (!isClosed(method)) {
                        crash();
                    }
                    return called(method, given);
                });
    }

    private boolean isClosed(Method method) {
        closed |= method.getName().equals("close");
        return closed;
    }

    private Object called(Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(store, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Path database() {
        return folder.resolve(life + ".d").resolve("stride.db");
    }

    /** What is in memory is lost: only the files of the living store are taken over, its write-ahead log among them. */
    private void crash() {
        Path before = database().getParent();
        life++;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(before, "stride.db*")) {
            Path after = Files.createDirectories(database().getParent());
            for (Path file : files) {
                Files.copy(file, after.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.close();
        store = SqliteExperimentStore.open(database());
    }
}
