package dev.stride.training.program;

import dev.stride.model.Optimizer;
import dev.stride.model.TrainingSettings;
import dev.stride.network.FixedPart;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The methods of a program: {@code fit} (one training step), {@code evaluate} (loss and hits of a batch
 * by each head) and {@code forward} (the logits), with those of scripted layers before them. Where they go on from the
 * features of a fixed part, {@code features} computes those from images.
 */
final class ProgramCode {

    /** PyTorch's numbers of ways to reduce a loss. */
    private static final int EACH = 0;

    private static final int MEAN = 1;

    private final TensorLists lists;
    private final Optimizer optimizer;
    private final TrainingSettings settings;

    private ProgramCode(TensorLists lists, Optimizer optimizer, TrainingSettings settings) {
        this.lists = lists;
        this.optimizer = optimizer;
        this.settings = settings;
    }

    static String of(
            Network network,
            TensorLists lists,
            Set<String> frozen,
            Optional<FixedPart> fixed,
            Optimizer optimizer,
            TrainingSettings settings) {
        var code = new ProgramCode(lists, optimizer, settings);
        var passes = new ForwardCode.Passes(network, lists.elements(), frozen, fixed);
        ForwardCode training = passes.of(ForwardCode.Purpose.TRAIN);
        ForwardCode measuring = passes.of(ForwardCode.Purpose.MEASURE);
        ForwardCode telling = passes.of(ForwardCode.Purpose.TELL);
        return ScriptedLayers.of(network).methods()
                + fixed.map(part -> code.method("features", passes.features(part)))
                        .orElse("")
                + code.method("forward", telling.statements() + "    return " + telling.logits() + "\n")
                + code.method("fit", code.fit(training))
                + code.method("evaluate", evaluate(measuring));
    }

    private String method(String name, String body) {
        return "  def " + name + signature() + body;
    }

    /**
     * Images; labels, or two rows of them where images are mixed; the net's tensors; what the optimizer remembers of each
     * group; the rate, whether gradients are watched, and where images are mixed the share of each one's first label. What an operator changes in place
     * has to be an argument as a whole: a change of a part of a list is taken for a change of nothing, and left out.
     */
    private String signature() {
        var signature = new StringBuilder("(self: __torch__.M,\n    x: Tensor,\n    y: Tensor,\n");
        lists.all().keySet().forEach(list -> signature.append(argument(list)));
        lists.groups()
                .forEach(group -> OptimizerState.of(optimizer)
                        .forEach(state -> signature.append(argument(state.list(group.list())))));
        return signature.append("    h: Tensor) -> Tensor:\n").toString();
    }

    private static String argument(String list) {
        return "    " + list + ": List[Tensor],\n";
    }

    private String fit(ForwardCode forward) {
        return forward.statements()
                + loss(forward)
                + backward()
                + "    torch.set_grad_enabled(False)\n"
                + watch()
                + clip()
                + update()
                + "    torch.set_grad_enabled(True)\n"
                + "    return torch.cat([torch.stack([torch.detach(loss), torch.to("
                + hits(forward.logits(), "own") + ", 6)]), norms])\n";
    }

    private static String evaluate(ForwardCode forward) {
        String sums = forward.heads().stream()
                .map(ForwardCode.Logits::variable)
                .map(logits -> "torch.to(torch.cross_entropy_loss(" + logits + ", y, None, 2, -100, 0.), 7), torch.to("
                        + hits(logits, "y") + ", 7)")
                .collect(Collectors.joining(", "));
        return forward.statements() + "    return torch.stack([" + sums + "])\n";
    }

    private static String hits(String logits, String labels) {
        return "torch.sum(torch.eq(torch.argmax(" + logits + ", 1), " + labels + "))";
    }

    /**
     * The weighted sum over all heads in {@code loss}, what each image is in {@code own}. Of a mixed image the loss of
     * either label counts by its share (Zhang et al., 2018).
     */
    private String loss(ForwardCode forward) {
        return "    if torch.eq(torch.dim(y), 1):\n"
                + "      own = y\n"
                + sum(forward, logits -> crossEntropy(logits, "y", MEAN))
                + "    else:\n"
                + "      own = torch.select(y, 0, 0)\n"
                + "      other = torch.select(y, 0, 1)\n"
                + "      share = torch.slice(h, 0, 2, 9223372036854775807, 1)\n"
                + sum(forward, this::mixed);
    }

    private String mixed(String logits) {
        return "torch.mean(torch.add(torch.mul(" + crossEntropy(logits, "own", EACH) + ", share), torch.mul("
                + crossEntropy(logits, "other", EACH) + ", torch.rsub(share, 1))))";
    }

    private String crossEntropy(String logits, String labels, int reduction) {
        return "torch.cross_entropy_loss(" + logits + ", " + labels + ", None, " + reduction + ", -100, "
                + Literal.of(settings.labelSmoothing()) + ")";
    }

    private static String sum(ForwardCode forward, UnaryOperator<String> lossOfLogits) {
        String total = "";
        for (ForwardCode.Logits logits : forward.heads()) {
            String loss = weighted(lossOfLogits.apply(logits.variable()), logits.head());
            total = total.isEmpty() ? loss : "torch.add(" + total + ", " + loss + ")";
        }
        return "      loss = " + total + "\n";
    }

    private static String weighted(String loss, Layer.Head head) {
        return head.weight() == 1 ? loss : "torch.mul(" + loss + ", " + Literal.of(head.weight()) + ")";
    }

    /** Gradients of each group in a list of its own. */
    private String backward() {
        var code = new StringBuilder("    g = torch.autograd.grad([loss], ")
                .append(joined(TensorLists.Group::list))
                .append(")\n");
        int from = 0;
        for (TensorLists.Group group : lists.groups()) {
            code.append(gather(gradients(group), from, group.tensors().size()));
            from += group.tensors().size();
        }
        return code.toString();
    }

    private static String gradients(TensorLists.Group group) {
        return group.list() + "g";
    }

    /** The groups' lists as one. */
    private String joined(Function<TensorLists.Group, String> list) {
        return lists.groups().stream()
                .map(list)
                .reduce((a, b) -> "torch.add(" + a + ", " + b + ")")
                .orElseThrow();
    }

    private static String gather(String list, int from, int count) {
        return "    " + list + " = annotate(List[Tensor], [])\n"
                + "    for _" + list + " in range(" + count + "):\n"
                + "      _g" + list + " = g[torch.add(_" + list + ", " + from + ")]\n"
                + "      _q" + list + " = unchecked_cast(Tensor, _g" + list + ")\n"
                + "      _a" + list + " = torch.append(" + list + ", _q" + list + ")\n";
    }

    /** The norm of each gradient in {@code norms}, as it is before clipping; nothing where they are not watched. */
    private String watch() {
        return "    if torch.gt(annotate(float, torch.item(torch.select(h, 0, 1))), 0.):\n"
                + "      norms = torch.stack(torch._foreach_norm(" + joined(ProgramCode::gradients) + ", 2))\n"
                + "    else:\n"
                + "      norms = torch.slice(h, 0, 0, 0, 1)\n";
    }

    /** Scales all gradients so that their norm as one vector is at most the bound (Pascanu et al., 2013). */
    private String clip() {
        if (settings.clipNorm() == 0) {
            return "";
        }
        var code = new StringBuilder("    norm = torch.norm(torch.stack(torch._foreach_norm(")
                .append(joined(ProgramCode::gradients))
                .append(", 2)), 2)\n")
                .append("    factor = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 1.0e-06)), ")
                .append(Literal.of(settings.clipNorm()))
                .append("), None, 1.)\n");
        lists.groups()
                .forEach(group -> code.append("    torch._foreach_mul_(")
                        .append(gradients(group))
                        .append(", factor)\n"));
        return code.toString();
    }

    private String update() {
        return "    rate = annotate(float, torch.item(torch.select(h, 0, 0)))\n"
                + lists.groups().stream().map(this::update).collect(Collectors.joining());
    }

    private String update(TensorLists.Group group) {
        String parameters = group.list() + ", " + gradients(group) + ", ";
        String rate = group.rate() == 1 ? "rate" : "torch.mul(rate, " + Literal.of(group.rate()) + ")";
        String decay = Literal.of(group.decays() ? optimizer.weightDecay() : 0);
        if (optimizer instanceof Optimizer.Sgd sgd) {
            String momentum =
                    sgd.momentum() == 0 ? "annotate(List[Tensor], [])" : OptimizerState.MOMENTUM.list(group.list());
            return "    torch._fused_sgd_(" + parameters + momentum
                    + ", weight_decay=" + decay + ", momentum=" + Literal.of(sgd.momentum())
                    + ", lr=" + rate + ", dampening=0., nesterov="
                    + (sgd.nesterov() && sgd.momentum() > 0 ? "True" : "False")
                    + ", maximize=False, is_first_step=False)\n";
        }
        var adamw = (Optimizer.AdamW) optimizer;
        String steps = OptimizerState.STEPS.list(group.list());
        return "    torch._foreach_add_(" + steps + ", 1)\n"
                + "    torch._fused_adamw_(" + parameters + OptimizerState.FIRST_MOMENT.list(group.list()) + ", "
                + OptimizerState.SECOND_MOMENT.list(group.list()) + ", annotate(List[Tensor], []), "
                + steps + ", lr=" + rate + ", beta1=" + Literal.of(adamw.beta1()) + ", beta2="
                + Literal.of(adamw.beta2()) + ", weight_decay=" + decay + ", eps="
                + Literal.of(adamw.epsilon()) + ", amsgrad=False, maximize=False)\n";
    }
}
