package dev.stride.training.features;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** Another process that computes features: it says when it has begun, and ends when it is told to. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private OtherProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it, and waits until it computes. */
    static OtherProcess computing(Path folder, FeatureKey key) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString(),
                        key.sha256())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var other = new OtherProcess(process);
        String line = other.said.readLine();
        while (line != null && !line.equals("computing")) {
            line = other.said.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the other process ended early");
        }
        return other;
    }

    /** Lets it end what it computes. */
    void end() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Ends it at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Computes a row of 1 and a row of 2, once a line has come in. */
    public static void main(String[] args) {
        var store = new FeatureStore(Path.of(args[0]), 1 << 20, Clock.systemUTC());
        store.get(
                        new FeatureKey(args[1]),
                        2,
                        3,
                        writer -> {
                            System.out.println("computing");
                            if (System.in.read() < 0) {
                                return false;
                            }
                            writer.put(new float[] {1, 1, 1, 2, 2, 2});
                            return true;
                        },
                        () -> false)
                .orElseThrow()
                .close();
    }
}
