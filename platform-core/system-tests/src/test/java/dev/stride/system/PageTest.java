package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a finished experiment in a real browser; skipped aloud where Chromium is not installed. */
class PageTest {

    /** Four configurations of two seeds each, of which one diverges. */
    private static final String FILE = """
            experiment: "<b>bold</b>"
            dataset: {name: synthetic, classes: 3, train: 300, test: 60}
            train: {epochs: 2, batch: 20}
            objective: {metric: validation.loss, goal: minimize}
            space:
              architecture:
                lenet-5: {activation: [tanh, relu]}
              optimizer:
                sgd: {rate: [0.01, 10], momentum: 0.9}
              seed: [1, 2]
            """;

    /** Names as an enemy would give them: the API's answers are changed on their way in. */
    private static final String HOSTILE = """
            const json = Response.prototype.json;
            const name = 'a\\u202Eb\\u0007<img src=x onerror="window.hit = 1">';
            Response.prototype.json = async function () {
              const text = JSON.stringify(await json.call(this));
              return JSON.parse(text, (key, value) => typeof value === 'string' ? value.replaceAll('activation tanh', name) : value);
            };
            """;

    /** The API's answers as those of a server that does not go on with the experiment, which it left in the middle. */
    private static final String TROUBLED = """
            const json = Response.prototype.json;
            Response.prototype.json = async function () {
              const text = JSON.stringify(await json.call(this));
              return JSON.parse(text, (key, value) => {
                if (value?.dataset !== undefined && value.trouble !== undefined) return { ...value, state: 'running', trouble: 'its log cannot be read' };
                return value?.epochsDone !== undefined && value.number !== undefined ? { ...value, state: 'running' } : value;
              });
            };
            """;

    @TempDir
    static Path folder;

    private static StrideProcess stride;
    private static String id;

    private Browser browser;

    @BeforeAll
    static void runAnExperiment() throws IOException {
        Program.installed("chromium");
        stride = StrideProcess.start(Files.createDirectories(folder.resolve("data")), 2);
        id = stride.submit(FILE);
        await().atMost(Duration.ofSeconds(120))
                .until(() -> stride.experiment(id).path("state").asText().equals("completed"));
    }

    @AfterAll
    static void endTheServer() {
        if (stride != null) {
            stride.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        browser = Browser.start(Program.installed("chromium"), folder);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        browser.close();
        assertThat(browser.complaints())
                .as("errors of scripts and of the policy")
                .isEmpty();
    }

    private String experiment() {
        return "/#/experiments/" + id;
    }

    private void go(String path) {
        browser.go(stride.url() + path);
    }

    @Test
    void onePathLeadsFromTheListToATrialAndBack() {
        go("/");
        browser.untilSays("<b>bold</b>");
        browser.click("tbody a");
        browser.untilSays("95% interval over seeds");
        browser.click("a[href$=\"/trials/1\"]");
        browser.untilSays("trained to its end");
        assertThat(browser.text("main")).contains("Configuration", "Decisions", "Attempts", "Checkpoints");
        browser.click("main nav a");
        browser.untilSays("Leaderboard");
        browser.click("[data-room=networks]");
        browser.until("document.querySelector('tfoot')");
    }

    @Test
    void lossesAreNumbersAndAccuraciesPercentages() {
        go(experiment());
        browser.until("document.querySelector('tbody .strong')");
        assertThat(browser.text("tbody .strong")).doesNotContain("%").matches("[0-9.e-]+");
        assertThat(browser.text("tbody tr td:nth-child(6)")).endsWith("%");
        assertThat(browser.text(".legend b")).doesNotContain("%");
        go(experiment() + "/trials/1");
        browser.until("document.querySelector('.figures')");
        assertThat(browser.text(".figures dd")).doesNotContain("%");
    }

    @Test
    void whatWentWrongIsSaidWithItsReason() {
        go(experiment());
        browser.untilSays("What went wrong");
        assertThat(browser.text(".failures")).contains("diverged", "the loss became NaN");
        assertThat(browser.value("document.querySelectorAll('.failures a').length")
                        .asInt())
                .isEqualTo(2);
        assertThat(browser.text("[aria-labelledby=trials]")).contains("diverged");
    }

    @Test
    void anExperimentThatItsServerDoesNotGoOnWithRunsNowhere() {
        browser.before(TROUBLED);
        go("/");
        browser.until("document.querySelector('tbody .state')");
        assertThat(browser.text("tbody .state")).isEqualTo("does not go on");
        assertThat(browser.value("document.querySelectorAll('progress').length").asInt())
                .isZero();
        for (String path : new String[] {experiment(), experiment() + "/trials/1"}) {
            go(path);
            browser.untilSays("It does not go on: its log cannot be read");
        }
    }

    @Test
    void tablesSortWhenTheirHeadsArePressedAndTheAddressKeepsIt() {
        go(experiment());
        browser.until("document.querySelector('[aria-labelledby=trials] tbody tr')");
        browser.click("[aria-labelledby=trials] th:nth-child(8) button");
        browser.until("document.querySelector('th[aria-sort=ascending]').innerText.includes('Time')");
        browser.press("Enter");
        browser.until("document.querySelector('th[aria-sort=descending]')?.innerText.includes('Time')");
        assertThat(browser.value("location.hash").asText())
                .contains("sort=time")
                .contains("descending=1");
        String first = browser.text("[aria-labelledby=trials] tbody tr td");
        browser.value("location.reload()");
        browser.until("document.querySelector('th[aria-sort=descending]')");
        assertThat(browser.text("[aria-labelledby=trials] tbody tr td")).isEqualTo(first);
    }

    @Test
    void trialsAreShownByAnyTwoParametersThatVaryAndTheAddressKeepsThem() {
        go(experiment());
        browser.until("document.querySelector('.crossed td.strong, .crossed .strong')");
        assertThat(browser.text(".crossed thead")).contains("activation by rate", "0.01", "10");
        assertThat(browser.text(".crossed tbody")).contains("relu", "tanh");
        assertThat(browser.value("document.querySelectorAll('.crossed td.none').length")
                        .asInt())
                .as("cells of trials that diverged")
                .isPositive();
        browser.value("(() => { const s = document.querySelector('[aria-labelledby=crossed] select');"
                + " s.value = 'rate'; s.dispatchEvent(new Event('change')); })()");
        browser.until("document.querySelector('.crossed thead')?.innerText.includes('rate by activation')");
        assertThat(browser.value("location.hash").asText()).contains("rows=rate");
        browser.value("location.reload()");
        browser.until("document.querySelector('.crossed thead')?.innerText.includes('rate by activation')");
        browser.value("(() => { const s = document.querySelectorAll('[aria-labelledby=crossed] select')[2];"
                + " s.value = 'train.accuracy'; s.dispatchEvent(new Event('change')); })()");
        browser.until("document.querySelector('.crossed caption')?.textContent.includes('train accuracy')");
        assertThat(browser.value("location.hash").asText()).contains("compared=train.accuracy");
    }

    @Test
    void curvesShowAnyMetricAndAreReadByKeyboardAndAsATable() {
        go(experiment());
        browser.until("document.querySelector('.plot canvas')");
        browser.value(
                "(() => { const s = document.querySelector('[aria-labelledby=curves] select'); s.value = 'validation.accuracy';"
                        + " s.dispatchEvent(new Event('change')); })()");
        browser.until("document.querySelector('.legend b')?.innerText.endsWith('%')");
        browser.value("document.querySelector('.plot').focus()");
        browser.press("ArrowRight");
        browser.until("document.querySelector('[aria-live=polite]').textContent.startsWith('epoch 1:')");
        browser.press("ArrowRight");
        browser.until("document.querySelector('[aria-live=polite]').textContent.startsWith('epoch 2:')");
        browser.click("details.table summary");
        browser.until("document.querySelectorAll('details.table tbody tr').length === 2");
        browser.click(".legend button");
        browser.until("document.querySelector('.legend button').getAttribute('aria-pressed') === 'false'");
    }

    @Test
    void hostileNamesAreShownAndDoNothing() {
        browser.before(HOSTILE);
        go(experiment());
        browser.untilSays("a\u27E8U+202E\u27E9b\u27E8U+0007\u27E9<img src=x");
        assertThat(browser.value("document.body.textContent.includes('\\u202E')")
                        .asBoolean())
                .isFalse();
        assertThat(browser.value("window.hit ?? 0").asInt()).isZero();
        assertThat(browser.value("document.querySelectorAll('main img').length").asInt())
                .isZero();
    }

    @Test
    void theKeyboardReachesTheContentAndTheFocusFollowsTheView() {
        go("/");
        browser.untilSays("<b>bold</b>");
        browser.press("Tab");
        assertThat(browser.value("document.activeElement.innerText").asText()).isEqualTo("To the content");
        browser.press("Enter");
        browser.until("document.activeElement.tagName === 'H1'");
        assertThat(browser.value("location.hash").asText()).isIn("", "#/");
        browser.click("[data-room=networks]");
        browser.until("document.activeElement.tagName === 'H1' && document.activeElement.innerText === 'Networks'");
        assertThat(browser.value("[...document.querySelectorAll('header [aria-current]')].map(a => a.innerText).join()")
                        .asText())
                .isEqualTo("Networks");
        assertThat(browser.value("document.title").asText()).contains("Networks");
    }

    @Test
    void everyTableHasHeadsAndEveryFieldAName() {
        for (String path : new String[] {"/#/", experiment(), experiment() + "/trials/1", "/#/networks/resnet-20"}) {
            go("/#/nowhere");
            browser.untilSays("There is no such page");
            go(path);
            browser.until("document.querySelector('main table')");
            assertThat(browser.value("document.querySelectorAll('th:not([scope])').length")
                            .asInt())
                    .as("heads without a scope at " + path)
                    .isZero();
            assertThat(browser.value(
                                    "[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length")
                            .asInt())
                    .as("fields without a label at " + path)
                    .isZero();
            assertThat(browser.value("[...document.querySelectorAll('.scroll')].filter(e => e.tabIndex !== 0"
                                    + " || !(e.ariaLabel || e.getAttribute('aria-labelledby'))).length")
                            .asInt())
                    .as("regions that no keyboard scrolls at " + path)
                    .isZero();
        }
    }

    @Test
    void textIsReadableOnBothGrounds() {
        String lowest = """
                (() => {
                  const light = (c) => c.map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                  const level = (hex) => { const [r, g, b] = light([1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))); return .2126 * r + .7152 * g + .0722 * b; };
                  const style = getComputedStyle(document.documentElement);
                  const of = (name) => level(style.getPropertyValue('--' + name).trim());
                  const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                  return Math.min(...['ground', 'sheet', 'mark'].flatMap((on) => ['ink', 'soft', 'accent', 'good', 'bad', 'warn'].map((name) => ratio(of(name), of(on)))));
                })()""";
        go("/");
        for (String scheme : new String[] {"light", "dark"}) {
            browser.prefer("prefers-color-scheme", scheme);
            browser.until(
                    "matchMedia('(prefers-color-scheme: " + scheme + ")').matches && document.styleSheets.length > 1");
            assertThat(browser.value(lowest).asDouble())
                    .as("contrast, " + scheme)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void aNarrowWindowScrollsTablesAndNotThePage() {
        browser.resize(400, 800);
        for (String path : new String[] {"/#/", experiment(), experiment() + "/trials/1", "/#/networks/resnet-20"}) {
            go(path);
            browser.until("document.querySelector('main table')");
            assertThat(browser.value("document.documentElement.scrollWidth - innerWidth")
                            .asInt())
                    .as("wider than the window at " + path)
                    .isLessThanOrEqualTo(0);
        }
    }

    @Test
    void aTrialShowsTheNetOfItsOwnParameters() {
        go(experiment() + "/trials/1");
        browser.until("document.querySelector('table.layers')");
        assertThat(browser.text("table.layers")).contains("tanh").doesNotContain("relu");
        go(experiment() + "/trials/8");
        browser.until("document.querySelector('table.layers')?.innerText.includes('relu')");
        assertThat(browser.text("table.layers")).doesNotContain("tanh");
    }

    @Test
    void thePolicyAllowsNoScriptsAndStylesInMarkup() {
        go("/");
        browser.untilSays("<b>bold</b>");
        assertThat(browser.value("fetch('/').then(r => r.headers.get('Content-Security-Policy'))")
                        .asText())
                .contains("default-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void whatIsNotThereIsSaid() {
        go("/#/experiments/nope");
        browser.until("document.querySelector('[role=alert]')");
        assertThat(browser.text("main"))
                .contains("there is no experiment 'nope'")
                .contains("Try again");
        go("/#/networks/lenet-5?input=3x3");
        browser.until("document.querySelector('[data-view-state=error]')");
        assertThat(browser.text("[role=alert]")).contains("3x32x32");
    }

    @Test
    void aNetIsChosenAndItsTotalsAreThePapers() {
        go("/#/networks/resnet-20");
        browser.untilSays("269,722");
        assertThat(browser.text("tfoot")).contains("269,722", "40,551,040");
        browser.value("(() => { const s = document.querySelector('select'); s.value = 'lenet-5';"
                + " s.dispatchEvent(new Event('change')); })()");
        browser.until("document.querySelector('tfoot')?.innerText.includes('61,706')");
        browser.value("(() => { const s = document.querySelector('[name=\"set.activation\"]'); s.value = 'relu';"
                + " s.dispatchEvent(new Event('change')); })()");
        browser.until("document.querySelector('table.layers').innerText.includes('relu')");
        assertThat(browser.value("location.hash").asText()).isEqualTo("#/networks/lenet-5?set.activation=relu");
    }
}
