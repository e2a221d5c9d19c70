package dev.stride.bus;

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
import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.NetworkDescribed;
import dev.stride.bus.message.PlanTransfer;
import dev.stride.bus.message.Report;
import dev.stride.bus.message.ReportReply;
import dev.stride.bus.message.SearchChecked;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.ModuleKind;

/** Every address of the platform. */
public final class Addresses {

    /** Workers say that they are there, and what they run; every two seconds. */
    public static final Address<Heartbeat, HeartbeatReply> HEARTBEATS =
            new Address<>("coordinator.heartbeats", Heartbeat.class, HeartbeatReply.class);

    /** Workers say what became of an attempt, again until it is acknowledged. */
    public static final Address<Report, ReportReply> REPORTS =
            new Address<>("coordinator.reports", Report.class, ReportReply.class);

    private Addresses() {}

    public static Address<DescribeNetwork, NetworkDescribed> architecture(String name) {
        return new Address<>(module(ModuleKind.ARCHITECTURE, name), DescribeNetwork.class, NetworkDescribed.class);
    }

    public static Address<CheckAugmentation, AugmentationChecked> augmentation(String name) {
        return new Address<>(module(ModuleKind.AUGMENTATION, name), CheckAugmentation.class, AugmentationChecked.class);
    }

    public static Address<PlanTransfer, TransferPlanned> transfer(String name) {
        return new Address<>(module(ModuleKind.TRANSFER, name), PlanTransfer.class, TransferPlanned.class);
    }

    public static Address<DescribeData, DataDescribed> dataset(String name) {
        return new Address<>(module(ModuleKind.DATASET, name), DescribeData.class, DataDescribed.class);
    }

    public static Address<CheckSearch, SearchChecked> search(String name) {
        return new Address<>(module(ModuleKind.SEARCH, name), CheckSearch.class, SearchChecked.class);
    }

    /** Puts an attempt on a slot. The boot id in it keeps messages from reaching a worker that came back empty. */
    public static Address<Assign, AssignReply> assign(WorkerKey worker) {
        return new Address<>(worker(worker) + ".assign", Assign.class, AssignReply.class);
    }

    /** Ends an attempt. */
    public static Address<Cancel, CancelReply> cancel(WorkerKey worker) {
        return new Address<>(worker(worker) + ".cancel", Cancel.class, CancelReply.class);
    }

    private static String module(ModuleKind kind, String name) {
        return "module." + kind.word() + "." + name;
    }

    private static String worker(WorkerKey worker) {
        return "worker." + worker.id() + "." + worker.bootId();
    }
}
