package dev.stride.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** LeNet-5 and ResNet-20 as DJL's users write them. */
final class DjlNets {

    private DjlNets() {}

    static Block lenet5() {
        return new SequentialBlock()
                .add(conv(6, 5, 1, 0, true))
                .add(Activation.tanhBlock())
                .add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(conv(16, 5, 1, 0, true))
                .add(Activation.tanhBlock())
                .add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(120).build())
                .add(Activation.tanhBlock())
                .add(Linear.builder().setUnits(84).build())
                .add(Activation.tanhBlock())
                .add(Linear.builder().setUnits(10).build());
    }

    static Block resnet20() {
        var net =
                new SequentialBlock().add(conv(16, 3, 1, 1, false)).add(norm()).add(Activation.reluBlock());
        int before = 16;
        for (int filters : new int[] {16, 32, 64}) {
            for (int pair = 0; pair < 3; pair++) {
                net.add(pair(before, filters));
                before = filters;
            }
        }
        return net.add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(10).build());
    }

    private static Block pair(int before, int filters) {
        int stride = before == filters ? 1 : 2;
        Block main = new SequentialBlock()
                .add(conv(filters, 3, stride, 1, false))
                .add(norm())
                .add(Activation.reluBlock())
                .add(conv(filters, 3, 1, 1, false))
                .add(norm());
        Block shortcut = stride == 1 ? Blocks.identityBlock() : new LambdaBlock(x -> shortcut(x, filters - before));
        return new ParallelBlock(
                outputs -> new NDList(Activation.relu(
                        outputs.get(0).singletonOrThrow().add(outputs.get(1).singletonOrThrow()))),
                List.of(main, shortcut));
    }

    private static NDList shortcut(NDList input, int added) {
        NDArray x = input.singletonOrThrow().get(":, :, ::2, ::2");
        return new NDList(x.pad(new Shape(0, 0, 0, 0, added / 2, added - added / 2), 0));
    }

    private static Block conv(int filters, int kernel, int stride, int pad, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(pad, pad))
                .optBias(bias)
                .build();
    }

    private static Block norm() {
        return BatchNorm.builder().optEpsilon(1e-5f).optMomentum(0.9f).build();
    }
}
