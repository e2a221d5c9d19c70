package dev.stride.engine.coordinator;

import dev.stride.model.Configuration;
import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.pluginhost.LoadedPlugin;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.Default;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.Proposal;
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The smallest modules that an experiment can be made of. */
final class TinyPlugin {

    /** The architecture refuses so many units. */
    static final long REFUSED_UNITS = 13;

    /** The architecture has a defect with so many. */
    static final long BROKEN_UNITS = 7;

    /** The search has a defect where it comes to so many. */
    static final long UNPROPOSABLE_UNITS = 17;

    private final Listed search = new Listed();

    LoadedPlugin loaded() {
        return new LoadedPlugin(
                "tiny",
                Path.of("tiny"),
                "0".repeat(64),
                List.of(new Data(), new Net(), new Scratch(), new Cut(), search, new Twice(), new Hanging()));
    }

    /** How often the search was asked. */
    int asked() {
        return search.asked.get();
    }

    record None() {}

    static final class Data implements Dataset<None> {
        @Override
        public String name() {
            return "tiny-data";
        }

        @Override
        public String summary() {
            return "Twenty images.";
        }

        @Override
        public Class<None> parameters() {
            return None.class;
        }

        @Override
        public ImageData load(None parameters, DataAccess access) {
            var shape = new ImageShape(1, 2, 2);
            int[] labels = IntStream.range(0, 20).map(i -> i % 2).toArray();
            var images = new ImageSet.InMemory(shape, new byte[80], labels);
            return new ImageData(List.of("a", "b"), images, images, List.of());
        }
    }

    record Units(
            @About("outputs of the hidden layer") @Default("4")
            int units) {}

    static final class Net implements Architecture<Units> {
        @Override
        public String name() {
            return "tiny-net";
        }

        @Override
        public String summary() {
            return "One hidden layer.";
        }

        @Override
        public Class<Units> parameters() {
            return Units.class;
        }

        @Override
        public Network describe(Units parameters, NetworkInput input) {
            if (parameters.units() == REFUSED_UNITS) {
                throw new Misfit(REFUSED_UNITS + " units bring bad luck", "take another number");
            }
            if (parameters.units() == BROKEN_UNITS) {
                throw new IllegalStateException("a defect of the architecture");
            }
            return NetworkBuilder.of("tiny-net", Initialiser.HE, input.layer())
                    .flatten("flatten")
                    .dense("hidden", parameters.units())
                    .classify("fc", input.classes());
        }

        @Override
        public NetworkInput paperInput(Units parameters) {
            return NetworkInput.unnormalised(new ImageShape(1, 2, 2), 2);
        }
    }

    static final class Scratch implements TransferStrategy<None> {
        @Override
        public String name() {
            return "from-scratch";
        }

        @Override
        public String summary() {
            return "All afresh.";
        }

        @Override
        public Class<None> parameters() {
            return None.class;
        }

        @Override
        public Optional<TransferSource> source(None parameters) {
            return Optional.empty();
        }

        @Override
        public TransferPlan plan(None parameters, TransferTarget target, Optional<SourceWeights> source) {
            return TransferPlan.fromScratch(target.network(), "all afresh");
        }
    }

    record From(@About("where the weights come from") TransferSource source) {}

    /** Trains a head alone, on what the source gives to the hidden layer. */
    static final class Cut implements TransferStrategy<From> {
        @Override
        public String name() {
            return "cut";
        }

        @Override
        public String summary() {
            return "Without the hidden layer.";
        }

        @Override
        public Class<From> parameters() {
            return From.class;
        }

        @Override
        public Optional<TransferSource> source(From parameters) {
            return Optional.of(parameters.source());
        }

        @Override
        public TransferPlan plan(From parameters, TransferTarget target, Optional<SourceWeights> source) {
            SourceWeights weights = source.orElseThrow();
            Network cut = NetworkBuilder.of(
                            "cut", Initialiser.HE, target.network().input())
                    .flatten("flatten")
                    .classify("fc", target.network().classes());
            return TransferPlan.fromScratch(
                    cut, weights.shapes().keySet() + " for " + target.trainingImages() + " images");
        }
    }

    record Points(
            @About("the units of each trial") List<Integer> units,

            @About("a file that each trial is cut for; otherwise none is")
            Optional<String> cut,

            @About("whether it waits for each trial's end") @Default("false")
            boolean patient) {}

    static final class Listed implements SearchAlgorithm<Points> {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public String name() {
            return "listed";
        }

        @Override
        public String summary() {
            return "A trial for each number of units.";
        }

        @Override
        public Class<Points> parameters() {
            return Points.class;
        }

        @Override
        public OptionalLong size(Points parameters, SearchSpace space) {
            return OptionalLong.of(parameters.units().size());
        }

        @Override
        public Proposal propose(Points parameters, SearchView view) {
            asked.incrementAndGet();
            int next = view.trials().size();
            if (parameters.patient()
                    && view.trials().stream().anyMatch(t -> !t.state().isTerminal())) {
                return new Proposal.Wait("for the last trial");
            }
            if (next == parameters.units().size()) {
                return new Proposal.Exhausted("all numbers of units");
            }
            if (parameters.units().get(next) == UNPROPOSABLE_UNITS) {
                throw new IllegalStateException("a defect of the search");
            }
            var values = new TreeMap<String, ParameterValue>();
            values.put("architecture", ParameterValue.of("tiny-net"));
            values.put(
                    "architecture.tiny-net.units",
                    ParameterValue.of(parameters.units().get(next)));
            parameters.cut().ifPresent(file -> {
                values.put("transfer", ParameterValue.of("cut"));
                values.put("transfer.cut.source", ParameterValue.Fields.of(Map.of("file", ParameterValue.of(file))));
            });
            return new Proposal.Try(Configuration.of(values), "number " + (next + 1));
        }
    }

    /** Never answers. */
    static final class Hanging implements SearchAlgorithm<None> {
        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public String summary() {
            return "Never answers.";
        }

        @Override
        public Class<None> parameters() {
            return None.class;
        }

        @Override
        public OptionalLong size(None parameters, SearchSpace space) {
            return OptionalLong.of(1);
        }

        @Override
        public Proposal propose(None parameters, SearchView view) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Proposal.Exhausted("interrupted");
        }
    }

    /** The same for people who write files: two trials. */
    static final class Twice implements SearchAlgorithm<None> {
        private static final Points POINTS = new Points(List.of(3, 5), Optional.empty(), false);

        @Override
        public String name() {
            return "twice";
        }

        @Override
        public String summary() {
            return "Two trials.";
        }

        @Override
        public Class<None> parameters() {
            return None.class;
        }

        @Override
        public OptionalLong size(None parameters, SearchSpace space) {
            return new Listed().size(POINTS, space);
        }

        @Override
        public Proposal propose(None parameters, SearchView view) {
            return new Listed().propose(POINTS, view);
        }
    }
}
