package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a running experiment in a real browser; skipped aloud where Chromium is not installed. */
class LivePageTest {

    /** Runs for longer than a test, which stops it or leaves it. */
    private static final String LONG = """
            experiment: long
            dataset: {name: synthetic, classes: 3, train: 600, test: 60}
            train: {epochs: 500, batch: 20}
            space:
              architecture: lenet-5
              seed: [1, 2]
            """;

    /** Two trials that end while the page looks on. */
    private static final String SHORT = LONG.replace("long", "short").replace("500", "12");

    /** Keeps account of the streams and of what watches the page's size, one a chart. */
    private static final String ACCOUNT = """
            window.streams = [];
            const Source = EventSource;
            window.EventSource = class extends Source {
              constructor(url) { super(url); window.streams.push(this); }
            };
            window.watching = new Set();
            const Observer = ResizeObserver;
            window.ResizeObserver = class extends Observer {
              constructor(told) { super(told); window.watching.add(this); }
              disconnect() { super.disconnect(); window.watching.delete(this); }
            };
            """;

    private static final String OPEN_STREAMS = "streams.filter(s => s.readyState !== 2).length";
    private static final String REQUESTS = "performance.getEntriesByType('resource')"
            + ".filter(e => e.name.includes('/api/') && !e.name.endsWith('/stream')).map(e => e.name).join('\\n')";
    private static final String EPOCHS = "parseInt(document.querySelector('.tally progress').ariaLabel)";

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        browser = Browser.start(Program.installed("chromium"), folder);
        browser.before(ACCOUNT);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        browser.close();
        assertThat(browser.complaints())
                .as("errors of scripts and of the policy")
                .isEmpty();
    }

    private StrideProcess started(int port) throws IOException {
        return StrideProcess.start(Files.createDirectories(folder.resolve("data")), 2, port);
    }

    @Test
    void aViewThatIsLeftLetsGoOfItsStreamAndCharts() throws IOException {
        try (var stride = started(0)) {
            String id = stride.submit(LONG);
            browser.go(stride.url() + "/#/experiments/" + id);
            browser.until(OPEN_STREAMS + " === 1 && watching.size === 1");
            browser.click("[aria-labelledby=trials] tbody a");
            browser.until("document.querySelector('.figures')");
            browser.until(OPEN_STREAMS + " === 1 && watching.size === 3");
            browser.value("history.back()");
            browser.until("document.querySelector('#leaderboard')");
            browser.until(OPEN_STREAMS + " === 1 && watching.size === 1");
            browser.click("[data-room=experiments]");
            browser.until("document.querySelector('main h1').innerText === 'Experiments'");
            browser.until(OPEN_STREAMS + " === 0 && watching.size === 0");
            assertThat(browser.text("#connection")).isEmpty();
        }
    }

    @Test
    void whatHappensIsFoldedIntoThePageAndNotFetchedAgain() throws IOException {
        try (var stride = started(0)) {
            String id = stride.submit(LONG);
            browser.go(stride.url() + "/#/experiments/" + id);
            browser.until("document.querySelector('.plot canvas')");
            // Curves may come from the stream before what it found on opening was fetched.
            browser.until(REQUESTS + ".includes('/measurements')");
            String requests = browser.value(REQUESTS).asText();
            int epochs = browser.value(EPOCHS).asInt();
            browser.until(EPOCHS + " > " + (epochs + 10));
            assertThat(browser.value(REQUESTS).asText()).isEqualTo(requests);
            assertThat(browser.text("#connection")).isEqualTo("live");
            browser.click(".heading button");
            browser.click("dialog button[value=no]");
            assertThat(stride.experiment(id).path("state").asText()).isEqualTo("running");
            browser.click(".heading button");
            browser.click("dialog button[value=stop]");
            browser.until("document.querySelector('h1 .state').innerText === 'stopped'");
            assertThat(stride.experiment(id).path("state").asText()).isEqualTo("stopped");
            browser.until(OPEN_STREAMS + " === 0");
        }
    }

    @Test
    void atTheEndThePageShowsWhatTheApiSays() throws IOException {
        try (var stride = started(0)) {
            String id = stride.submit(SHORT);
            browser.go(stride.url() + "/#/experiments/" + id);
            browser.until("document.querySelector('h1 .state')?.innerText === 'completed'");
            browser.until("document.querySelector('[aria-labelledby=leaderboard] tbody tr')");
            assertThat(browser.value("[...document.querySelectorAll('[aria-labelledby=trials] tbody tr')]"
                                    + ".map(r => r.cells[4].innerText).join()")
                            .asText())
                    .isEqualTo("12/12,12/12");
            double mean = stride.get("/api/v1/experiments/" + id + "/leaderboard")
                    .path("groups")
                    .get(0)
                    .path("value")
                    .path("mean")
                    .asDouble();
            assertThat(browser.text("tbody .strong"))
                    .isEqualTo(String.format(java.util.Locale.ROOT, "%.2f%%", 100 * mean));
            browser.click("details.table summary");
            browser.until("document.querySelectorAll('details.table tbody tr').length === 12");
            browser.until(OPEN_STREAMS + " === 0");
        }
    }

    @Test
    void aServerThatWasAwayIsFoundAgain() throws IOException {
        int port = Program.freePort();
        String id;
        try (var first = started(port)) {
            id = first.submit(LONG);
            browser.go(first.url() + "/#/experiments/" + id);
            browser.until("document.querySelector('.plot canvas')");
            first.killTree();
        }
        browser.until("document.querySelector('#connection').dataset.state === 'lost'");
        assertThat(browser.text("#leaderboard")).as("what was known stays").isEqualTo("Leaderboard");
        int epochs = browser.value(EPOCHS).asInt();
        try (var second = started(port)) {
            browser.until("document.querySelector('#connection').dataset.state === 'live'");
            browser.until(EPOCHS + " > " + (epochs + 3));
            assertThat(browser.value(OPEN_STREAMS).asInt()).isEqualTo(1);
            assertThat(second.experiment(id).path("state").asText()).isEqualTo("running");
        }
    }

    @Test
    void aPageWithoutItsServerSaysSoAndWaitsForIt() throws IOException {
        int port = Program.freePort();
        try (var first = started(port)) {
            browser.go(first.url() + "/#/networks/lenet-5");
            browser.untilSays("61,706");
        }
        browser.click("[data-room=experiments]");
        browser.until("document.querySelector('[data-view-state=lost]')");
        try (var second = started(port)) {
            browser.untilSays("Nothing has run yet");
            assertThat(browser.value("document.querySelectorAll('[data-view-state=empty]').length")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void howeverMuchIsAskedThereIsOneRepaintAFrame() throws IOException {
        try (var stride = started(0)) {
            browser.go(stride.url());
            browser.untilSays("Nothing has run yet");
            assertThat(browser.value("""
                            (async () => {
                              const { Scope } = await import('/scope.js');
                              const frame = () => new Promise(requestAnimationFrame);
                              const scope = new Scope();
                              let paints = 0;
                              const paint = scope.painter(() => { paints += 1; });
                              for (let i = 0; i < 100; i++) paint();
                              await frame();
                              await frame();
                              const first = paints;
                              paint();
                              scope.leave();
                              paint();
                              await frame();
                              await frame();
                              return `${first} ${paints}`;
                            })()""").asText())
                    .as("paints after a hundred calls, and after the view was left")
                    .isEqualTo("1 1");
        }
    }
}
