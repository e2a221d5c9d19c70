package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.pluginhost.LoadedPlugin;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StrategyOptionTest {

    private static final PluginRegistry PLUGINS = PluginRegistry.of(
            List.of(new LoadedPlugin("p", Path.of("p"), "0".repeat(64), List.of(new Net(), new Keep()))));

    record Units(
            @About("Hidden units") @Default("3") int units,
            @About("Of hidden units") @Default("0") double dropout) {}

    private static final class Net implements Architecture<Units> {
        @Override
        public String name() {
            return "net";
        }

        @Override
        public String summary() {
            return "One hidden layer";
        }

        @Override
        public Class<Units> parameters() {
            return Units.class;
        }

        @Override
        public Network describe(Units parameters, NetworkInput input) {
            return NetworkBuilder.of("net", Initialiser.HE, input.layer())
                    .flatten("flatten")
                    .dense("hidden", parameters.units())
                    .dropout("drop", parameters.dropout())
                    .classify("fc", input.classes());
        }

        @Override
        public NetworkInput paperInput(Units parameters) {
            return NetworkInput.unnormalised(new ImageShape(1, 2, 2), 2);
        }
    }

    record Kept(
            @About("Where the weights come from") TransferSource source,
            @About("What is said") String word,
            @About("Of the new part") @Default("0") double dropout) {}

    private static final class Keep implements TransferStrategy<Kept> {
        @Override
        public String name() {
            return "keep";
        }

        @Override
        public String summary() {
            return "Says what it is given";
        }

        @Override
        public Class<Kept> parameters() {
            return Kept.class;
        }

        @Override
        public Optional<TransferSource> source(Kept parameters) {
            return Optional.of(parameters.source());
        }

        @Override
        public TransferPlan plan(Kept parameters, TransferTarget target, Optional<SourceWeights> source) {
            return TransferPlan.fromScratch(
                    target.network(),
                    parameters.word() + " " + parameters.dropout() + " for " + target.trainingImages() + " from "
                            + source.flatMap(SourceWeights::network)
                                    .map(Network::name)
                                    .orElse("nothing"));
        }
    }

    @Test
    void settingsThatOnlyTheStrategyHasAreItsOwn() {
        StrategyOption.Settings settings =
                option("--strategy", "keep").split(PLUGINS, "net", List.of("units=4", "word=so", "dropout=0.5"));
        assertThat(settings.net()).containsExactly("units=4", "dropout=0.5");
        assertThat(settings.strategy()).containsExactly("word=so");
    }

    @Test
    void aSettingThatBothHaveIsTheStrategysWhereItSaysSo() {
        StrategyOption.Settings settings =
                option("--strategy", "keep").split(PLUGINS, "net", List.of("dropout=0.5", "transfer.dropout=0.2"));
        assertThat(settings.net()).containsExactly("dropout=0.5");
        assertThat(settings.strategy()).containsExactly("dropout=0.2");
    }

    @Test
    void withoutAStrategyAllSettingsAreTheNets() {
        assertThat(option().split(PLUGINS, "net", List.of("word=so")).net()).containsExactly("word=so");
    }

    @Test
    void aStrategyThatIsNotThereIsSaidBeforeItsSettings() {
        assertThatThrownBy(() -> option("--strategy", "kept").split(PLUGINS, "net", List.of("word=so")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("kept");
    }

    @Test
    void theStrategyPlansForASourceOfTheSameNet() {
        Network network = new Net().describe(new Units(3, 0), new Net().paperInput(new Units(3, 0)));
        TransferPlan plan = option("--strategy", "keep", "--train-images", "70")
                .plan(PLUGINS, "keep", NetImages.parameters(List.of("word=so", "dropout=0.5")), network);
        assertThat(plan.reason()).isEqualTo("so 0.5 for 70 from net");
    }

    @Test
    void imagesThatAreNoneAreRefused() {
        Network network = new Net().describe(new Units(3, 0), new Net().paperInput(new Units(3, 0)));
        assertThatThrownBy(() -> option("--strategy", "keep", "--train-images", "0")
                        .plan(PLUGINS, "keep", NetImages.parameters(List.of("word=so")), network))
                .hasMessageContaining("--train-images");
    }

    private static StrategyOption option(String... arguments) {
        var option = new StrategyOption();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("strategy", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
                .parseArgs(arguments);
        return option;
    }
}
