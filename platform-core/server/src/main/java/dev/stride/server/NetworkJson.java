package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.network.Network;
import dev.stride.network.NetworkTable;

/** A net in the API and on the screen: its layers, each with its counts, and the sums. */
public final class NetworkJson {

    private static final int BATCH = 128;

    private NetworkJson() {}

    /** With the memory of training at batches of 128. */
    static ObjectNode of(Network network) {
        return of(network, BATCH);
    }

    /** @param batch how many images a training step takes, for its memory */
    public static ObjectNode of(Network network, int batch) {
        NetworkTable table = NetworkTable.of(network);
        ObjectNode json = Json.object()
                .put("name", network.name())
                .put("hash", network.hash())
                .put("input", network.input().shape().toString())
                .put("classes", network.classes())
                .put("depth", network.depth());
        ArrayNode rows = json.putArray("rows");
        table.rows()
                .forEach(row -> rows.addObject()
                        .put("name", row.name())
                        .put("stage", row.stage())
                        .put("layer", row.kind())
                        .put("output", row.output().toString())
                        .put("parameters", row.parameters())
                        .put("multiplies", row.multiplies())
                        .put("activationBytes", row.activationBytes())
                        .put("exported", row.exported()));
        totals(json.putObject("totals"), table.totals())
                .put("batch", batch)
                .put("trainingBytes", table.totals().trainingBytes(batch));
        totals(json.putObject("exported"), table.exported());
        return json;
    }

    private static ObjectNode totals(ObjectNode json, NetworkTable.Totals totals) {
        return json.put("parameters", totals.parameters())
                .put("multiplies", totals.multiplies())
                .put("activationBytes", totals.activationBytes());
    }
}
