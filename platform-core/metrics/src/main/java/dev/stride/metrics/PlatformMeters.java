package dev.stride.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The meters of one process, for Prometheus to scrape. Safe for use by several threads. */
public final class PlatformMeters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Key, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

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

    /** Removes a gauge's series, as of a trial that has ended. */
    public void remove(PlatformMeter meter, String... labels) {
        if (gauges.remove(new Key(meter, List.of(labels))) != null) {
            registry.remove(new Meter.Id(
                    meter.meter(),
                    io.micrometer.core.instrument.Tags.of(tags(meter, labels)),
                    null,
                    meter.help(),
                    Meter.Type.GAUGE));
        }
    }

    /** Where other libraries, as Vert.x, put their meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All meters in Prometheus's text format. */
    public String scrape() {
        return registry.scrape();
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
