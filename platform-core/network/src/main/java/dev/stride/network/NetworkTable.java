package dev.stride.network;

import java.util.List;
import java.util.Map;

/**
 * A net as a table: what each layer gives, keeps and costs, for one image.
 *
 * @param rows in the order of the nodes
 */
public record NetworkTable(String network, List<Row> rows, Totals totals) {

    private static final int BYTES = Float.BYTES;

    /**
     * A layer.
     *
     * @param kind for people, for example {@code conv 5x5, 6}
     * @param parameters that training changes
     * @param multiplies of convolutions and dense layers; 0 for others
     * @param activationBytes of its output
     */
    public record Row(
            String name,
            String stage,
            String kind,
            TensorShape output,
            long parameters,
            long multiplies,
            long activationBytes) {}

    /**
     * The sums.
     *
     * @param activationBytes that a training step keeps for one image
     */
    public record Totals(long parameters, long multiplies, long activationBytes) {

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
        List<Row> rows = network.nodes().stream().map(node -> row(node, shapes)).toList();
        return new NetworkTable(
                network.name(),
                rows,
                new Totals(
                        rows.stream().mapToLong(Row::parameters).reduce(0, Math::addExact),
                        rows.stream().mapToLong(Row::multiplies).reduce(0, Math::addExact),
                        rows.stream().mapToLong(Row::activationBytes).reduce(0, Math::addExact)));
    }

    private static Row row(Node node, Map<String, TensorShape> shapes) {
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
                Math.multiplyExact(out.size(), BYTES));
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
