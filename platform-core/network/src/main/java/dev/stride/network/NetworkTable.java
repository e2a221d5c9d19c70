package dev.stride.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A net as a table: what each layer gives, keeps and costs, for one image.
 *
 * @param rows in the order of the nodes
 * @param totals of all layers, as they train
 * @param exported of the layers that are left once training ends, without auxiliary heads and what feeds them alone
 */
public record NetworkTable(String network, List<Row> rows, Totals totals, Totals exported) {

    private static final int BYTES = Float.BYTES;

    /**
     * A layer.
     *
     * @param kind for people, for example {@code conv 5x5, 6}
     * @param parameters that training changes
     * @param multiplies of convolutions and dense layers; 0 for others
     * @param activationBytes of its output
     * @param exported whether the layer is left once training ends
     */
    public record Row(
            String name,
            String stage,
            String kind,
            TensorShape output,
            long parameters,
            long multiplies,
            long activationBytes,
            boolean exported) {}

    /**
     * A stage.
     *
     * @param output of its last layer
     * @param totals of its layers
     */
    public record Stage(String name, TensorShape output, Totals totals) {}

    /**
     * The sums.
     *
     * @param activationBytes that a training step keeps for one image
     */
    public record Totals(long parameters, long multiplies, long activationBytes) {

        private static final Totals NONE = new Totals(0, 0, 0);

        private Totals plus(Row row) {
            return new Totals(
                    Math.addExact(parameters, row.parameters()),
                    Math.addExact(multiplies, row.multiplies()),
                    Math.addExact(activationBytes, row.activationBytes()));
        }

        private static Totals of(List<Row> rows) {
            Totals totals = NONE;
            for (Row row : rows) {
                totals = totals.plus(row);
            }
            return totals;
        }

        /**
         * What training holds at least: weights, gradients, one number of optimizer state a weight, and the activations
         * of a batch with their gradients.
         */
        public long trainingBytes(int batch) {
            long weights = Math.multiplyExact(parameters, 3L * BYTES);
            return Math.addExact(weights, Math.multiplyExact(activationBytes, 2L * batch));
        }
    }

    public NetworkTable {
        rows = List.copyOf(rows);
    }

    /**
     * The table of a net.
     *
     * @throws dev.stride.model.PlatformException with {@code MISFIT} where its layers do not fit
     */
    public static NetworkTable of(Network network) {
        Map<String, TensorShape> shapes = network.shapes();
        Set<Node> kept = Set.copyOf(network.exported().nodes());
        List<Row> rows = network.nodes().stream()
                .map(node -> row(node, shapes, kept.contains(node)))
                .toList();
        return new NetworkTable(
                network.name(),
                rows,
                Totals.of(rows),
                Totals.of(rows.stream().filter(Row::exported).toList()));
    }

    /** The stages in order, each with the sums over its layers. */
    public List<Stage> stages() {
        var stages = new LinkedHashMap<String, List<Row>>();
        rows.forEach(row ->
                stages.computeIfAbsent(row.stage(), stage -> new ArrayList<>()).add(row));
        return stages.entrySet().stream()
                .map(stage -> new Stage(
                        stage.getKey(),
                        stage.getValue().get(stage.getValue().size() - 1).output(),
                        Totals.of(stage.getValue())))
                .toList();
    }

    private static Row row(Node node, Map<String, TensorShape> shapes, boolean exported) {
        TensorShape in =
                node.inputs().isEmpty() ? null : shapes.get(node.inputs().get(0));
        TensorShape out = shapes.getOrDefault(node.name(), new TensorShape.Vector(0));
        long parameters = Tensors.of(node, in).stream()
                .filter(t -> t.kind().isTrainable())
                .mapToLong(TensorDeclaration::size)
                .reduce(0, Math::addExact);
        return new Row(
                node.name(),
                node.stage(),
                LayerWords.of(node.layer()),
                out,
                parameters,
                multiplies(node, in, out),
                Math.multiplyExact(out.size(), BYTES),
                exported);
    }

    private static long multiplies(Node node, @org.jspecify.annotations.Nullable TensorShape in, TensorShape out) {
        if (node.layer() instanceof Layer.Conv2d conv && in instanceof TensorShape.Maps maps) {
            long window = (long) conv.kernelHeight() * conv.kernelWidth() * (maps.channels() / conv.groups());
            return Math.multiplyExact(window, out.size());
        }
        if (node.layer() instanceof Layer.Dense dense && in != null) {
            return Math.multiplyExact(in.size(), (long) dense.units());
        }
        return node.layer() instanceof Layer.Scripted scripted ? scripted.multiplies() : 0;
    }
}
