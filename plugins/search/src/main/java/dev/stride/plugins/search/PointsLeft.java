package dev.stride.plugins.search;

import dev.stride.model.Configuration;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The points of a space that were not proposed. One is drawn parameter by parameter, each time among the values behind
 * which something is left: points behind a value less proposals that have it. Nothing is expanded.
 */
final class PointsLeft {

    /** Stands for more points than can be proposed, as a range of real numbers has. */
    static final long ENDLESS = Long.MAX_VALUE;

    private static final int DRAWS = 1_000;

    private final RandomStream random;
    private final Map<String, ParameterValue> values = new TreeMap<>();
    private List<Configuration> alike;

    /** @param proposed different points of the space */
    private PointsLeft(RandomStream random, Collection<Configuration> proposed) {
        this.random = random;
        this.alike = List.copyOf(proposed);
    }

    /**
     * A point that is left; empty where there is none, or where a range of real numbers is so narrow that a thousand draws
     * found no new number.
     */
    static Optional<Configuration> draw(SearchSpace space, Collection<Configuration> proposed, RandomStream random) {
        if (count(space) <= proposed.size()) {
            return Optional.empty();
        }
        var left = new PointsLeft(random, proposed);
        return left.take(open(space, "")) ? Optional.of(Configuration.of(left.values)) : Optional.empty();
    }

    /** A parameter that has no value yet. */
    private record Open(String path, ParameterDomain domain) {}

    private static List<Open> open(SearchSpace space, String prefix) {
        return space.parameters().stream()
                .map(p -> new Open(prefix + p.name(), p.domain()))
                .toList();
    }

    /** Gives a value to each parameter in turn, those of a choice right after it. */
    private boolean take(List<Open> all) {
        List<Open> open = all;
        while (!open.isEmpty()) {
            Open next = open.get(0);
            List<Open> rest = open.subList(1, open.size());
            Optional<ParameterValue> value = value(next, rest);
            if (value.isEmpty()) {
                return false;
            }
            values.put(next.path(), value.get());
            alike = alike.stream().filter(c -> c.get(next.path()).equals(value)).toList();
            open = behind(next, value.get(), rest);
        }
        return true;
    }

    private static List<Open> behind(Open taken, ParameterValue value, List<Open> rest) {
        if (!(taken.domain() instanceof ParameterDomain.Choice choice)) {
            return rest;
        }
        var open = new ArrayList<Open>();
        choice.options().stream()
                .filter(o -> ParameterValue.of(o.name()).equals(value))
                .forEach(o -> open.addAll(open(o.space(), taken.path() + "." + o.name() + ".")));
        open.addAll(rest);
        return open;
    }

    private Optional<ParameterValue> value(Open next, List<Open> rest) {
        RandomStream own = random.split(next.path());
        Map<ParameterValue, Long> used =
                alike.stream().collect(Collectors.groupingBy(c -> c.values().get(next.path()), Collectors.counting()));
        Predicate<ParameterValue> left = value -> used.getOrDefault(value, 0L) < product(behind(next, value, rest));
        if (next.domain() instanceof ParameterDomain.Choice choice) {
            return one(choice.options().stream().map(o -> ParameterValue.of(o.name())), left, own);
        } else if (next.domain() instanceof ParameterDomain.Categorical list) {
            return one(list.values().stream(), left, own);
        } else if (next.domain() instanceof ParameterDomain.Ordinal list) {
            return one(list.values().stream(), left, own);
        } else if (next.domain() instanceof ParameterDomain.Whole range) {
            return whole(range, left, own);
        } else if (next.domain() instanceof ParameterDomain.Real range) {
            return Stream.generate(() -> ParameterValue.of(Scales.at(range, own.nextDouble())))
                    .limit(DRAWS)
                    .filter(left)
                    .findFirst();
        }
        return Optional.of(((ParameterDomain.Fixed) next.domain()).value());
    }

    private static Optional<ParameterValue> one(
            Stream<ParameterValue> all, Predicate<ParameterValue> left, RandomStream random) {
        List<ParameterValue> some = all.filter(left).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    /** The integer that is drawn, or the first after it behind which something is left. */
    private Optional<ParameterValue> whole(
            ParameterDomain.Whole range, Predicate<ParameterValue> left, RandomStream random) {
        long value = Scales.at(range, random.nextDouble());
        // A value is used up by at least one proposal that has it.
        for (int tried = 0; tried <= alike.size(); tried++) {
            if (left.test(ParameterValue.of(value))) {
                return Optional.of(ParameterValue.of(value));
            }
            value = Scales.next(range, value);
        }
        return Optional.empty();
    }

    /** How many points a space has; {@link #ENDLESS} from there on. */
    static long count(SearchSpace space) {
        return product(open(space, ""));
    }

    private static long product(List<Open> open) {
        long product = 1;
        for (Open parameter : open) {
            long count = count(parameter.domain());
            product = product > ENDLESS / count ? ENDLESS : product * count;
        }
        return product;
    }

    private static long count(ParameterDomain domain) {
        if (domain instanceof ParameterDomain.Choice choice) {
            long sum = 0;
            for (ParameterDomain.Option option : choice.options()) {
                long count = count(option.space());
                sum = sum > ENDLESS - count ? ENDLESS : sum + count;
            }
            return sum;
        } else if (domain instanceof ParameterDomain.Categorical list) {
            return list.values().size();
        } else if (domain instanceof ParameterDomain.Ordinal list) {
            return list.values().size();
        } else if (domain instanceof ParameterDomain.Whole range) {
            return Scales.count(range).min(BigInteger.valueOf(ENDLESS)).longValueExact();
        } else if (domain instanceof ParameterDomain.Real range) {
            return range.from() == range.to() ? 1 : ENDLESS;
        }
        return 1;
    }
}
