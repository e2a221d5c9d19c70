package dev.stride.bus;

import dev.stride.bus.Address.Answerer;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AssignReply;
import dev.stride.bus.message.AugmentationChecked;
import dev.stride.bus.message.Cancel;
import dev.stride.bus.message.CancelReply;
import dev.stride.bus.message.CheckAugmentation;
import dev.stride.bus.message.CheckSearch;
import dev.stride.bus.message.DataDescribed;
import dev.stride.bus.message.DescribeData;
import dev.stride.bus.message.DescribeNetwork;
import dev.stride.bus.message.DescribePublished;
import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.NetworkDescribed;
import dev.stride.bus.message.PlanTransfer;
import dev.stride.bus.message.PublishedDescribed;
import dev.stride.bus.message.Report;
import dev.stride.bus.message.ReportReply;
import dev.stride.bus.message.SearchChecked;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.ErrorCode;
import dev.stride.model.ModuleKind;

/** Every address of the platform. */
public final class Addresses {

    private static final Answerer COORDINATOR = new Answerer(
            "the coordinator",
            ErrorCode.TIMED_OUT,
            "start the server; what a worker has to say waits until then",
            ErrorCode.DEFECT);

    /** Workers say that they are there, and what they run; every two seconds. */
    public static final Address<Heartbeat, HeartbeatReply> HEARTBEATS =
            new Address<>("coordinator.heartbeats", Heartbeat.class, HeartbeatReply.class, COORDINATOR);

    /** Workers say what became of an attempt, again until it is acknowledged. */
    public static final Address<Report, ReportReply> REPORTS =
            new Address<>("coordinator.reports", Report.class, ReportReply.class, COORDINATOR);

    private Addresses() {}

    public static Address<DescribeNetwork, NetworkDescribed> architecture(String name) {
        return module(ModuleKind.ARCHITECTURE, name, DescribeNetwork.class, NetworkDescribed.class);
    }

    /** The same architecture as its libraries have it. */
    public static Address<DescribePublished, PublishedDescribed> published(String name) {
        return module(ModuleKind.ARCHITECTURE, name, ".published", DescribePublished.class, PublishedDescribed.class);
    }

    public static Address<CheckAugmentation, AugmentationChecked> augmentation(String name) {
        return module(ModuleKind.AUGMENTATION, name, CheckAugmentation.class, AugmentationChecked.class);
    }

    public static Address<PlanTransfer, TransferPlanned> transfer(String name) {
        return module(ModuleKind.TRANSFER, name, PlanTransfer.class, TransferPlanned.class);
    }

    public static Address<DescribeData, DataDescribed> dataset(String name) {
        return module(ModuleKind.DATASET, name, DescribeData.class, DataDescribed.class);
    }

    public static Address<CheckSearch, SearchChecked> search(String name) {
        return module(ModuleKind.SEARCH, name, CheckSearch.class, SearchChecked.class);
    }

    /** Puts an attempt on a slot. The boot id in it keeps messages from reaching a worker that came back empty. */
    public static Address<Assign, AssignReply> assign(WorkerKey worker) {
        return worker(worker, "assign", Assign.class, AssignReply.class);
    }

    /** Ends an attempt. */
    public static Address<Cancel, CancelReply> cancel(WorkerKey worker) {
        return worker(worker, "cancel", Cancel.class, CancelReply.class);
    }

    private static <Q, A> Address<Q, A> module(ModuleKind kind, String name, Class<Q> request, Class<A> reply) {
        return module(kind, name, "", request, reply);
    }

    private static <Q, A> Address<Q, A> module(
            ModuleKind kind, String name, String part, Class<Q> request, Class<A> reply) {
        var answerer = new Answerer(
                kind.word() + " \"" + name + "\"",
                ErrorCode.UNKNOWN_MODULE,
                "see 'stride plugins' for what there is; put the plugin that has it into the plugins folder and start"
                        + " the node again",
                ErrorCode.PLUGIN_FAILED);
        return new Address<>("module." + kind.word() + "." + name + part, request, reply, answerer);
    }

    private static <Q, A> Address<Q, A> worker(WorkerKey worker, String does, Class<Q> request, Class<A> reply) {
        var answerer = new Answerer(
                "worker \"" + worker + "\"",
                ErrorCode.WORKER_LOST,
                "its attempts go to another worker once their leases have run out",
                ErrorCode.DEFECT);
        return new Address<>("worker." + worker.id() + "." + worker.bootId() + "." + does, request, reply, answerer);
    }
}
