package dev.stride.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The meters of one process, for Prometheus to scrape. Safe for use by several threads. */
public final class PlatformMeters implements AutoCloseable {

    private static final int LAST_SCRAPES = 2;
    private static final int MOST_RETIRED = 2_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Key, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    /** Series that go, the oldest first, and how many scrapes are left to each. */
    private final Map<Key, Integer> retired = new LinkedHashMap<>();

    private record Key(PlatformMeter meter, List<String> values) {}

    public PlatformMeters(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
        set(PlatformMeter.BUILD_INFO, 1, version, Runtime.version().toString());
    }

    /** Raises a counter. */
    public void count(PlatformMeter meter, double amount, String... labels) {
        Counter.builder(meter.meter())
                .description(meter.help())
                .tags(tags(meter, labels))
                .register(registry)
                .increment(amount);
    }

    /** Adds a duration to a timer. */
    public void time(PlatformMeter meter, Duration duration, String... labels) {
        Timer.builder(meter.meter())
                .description(meter.help())
                .tags(tags(meter, labels))
                .register(registry)
                .record(duration);
    }

    /** Sets a gauge. */
    public void set(PlatformMeter meter, double value, String... labels) {
        synchronized (retired) {
            retired.remove(new Key(meter, List.of(labels)));
            setNow(meter, value, labels);
        }
    }

    private void setNow(PlatformMeter meter, double value, String... labels) {
        gauges.computeIfAbsent(new Key(meter, List.of(labels)), key -> {
                    var current = new AtomicReference<>(value);
                    Gauge.builder(meter.meter(), current, AtomicReference::get)
                            .description(meter.help())
                            .tags(tags(meter, labels))
                            .register(registry);
                    return current;
                })
                .set(value);
    }

    /**
     * Lets a gauge's series go, as of a trial that has ended: it is there for two more scrapes, so that its last value
     * is seen, and then no more. A value that is set before keeps it. Where nobody scrapes, the oldest go first.
     */
    public void retire(PlatformMeter meter, String... labels) {
        var key = new Key(meter, List.of(labels));
        synchronized (retired) {
            if (gauges.containsKey(key)) {
                retired.put(key, LAST_SCRAPES);
            }
            while (retired.size() > MOST_RETIRED) {
                Key oldest = retired.keySet().iterator().next();
                retired.remove(oldest);
                remove(oldest);
            }
        }
    }

    /** After a scrape. */
    private void age() {
        synchronized (retired) {
            retired.replaceAll((key, left) -> left - 1);
            retired.entrySet().removeIf(entry -> {
                if (entry.getValue() <= 0) {
                    remove(entry.getKey());
                }
                return entry.getValue() <= 0;
            });
        }
    }

    private void remove(Key key) {
        if (gauges.remove(key) != null) {
            registry.remove(new Meter.Id(
                    key.meter().meter(),
                    Tags.of(tags(key.meter(), key.values().toArray(String[]::new))),
                    null,
                    key.meter().help(),
                    Meter.Type.GAUGE));
        }
    }

    /** Where other libraries, as Vert.x, put their meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All meters in Prometheus's text format, version 0.0.4; counts as a scrape. */
    public String scrape() {
        String text = registry.scrape();
        age();
        return text;
    }

    private static List<Tag> tags(PlatformMeter meter, String... values) {
        if (values.length != meter.labels().size()) {
            throw new IllegalArgumentException(
                    meter + " has the labels " + meter.labels() + ", and " + values.length + " values were given");
        }
        var tags = new ArrayList<Tag>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(meter.labels().get(i), values[i]));
        }
        return tags;
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
