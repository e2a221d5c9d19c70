package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlatformException;
import java.util.List;

/** The events of an experiment are numbered without gaps. */
final class EventNumbers {

    private EventNumbers() {}

    /** Refuses events that do not follow one another after a number, and a lack of any, as the defect that it is. */
    static void require(ExperimentId experiment, long after, List<StoredEvent> events) {
        boolean follows = !events.isEmpty();
        for (int i = 0; i < events.size(); i++) {
            follows &= events.get(i).sequence() == after + 1 + i;
        }
        if (!follows) {
            throw new PlatformException(
                    ErrorCode.DEFECT,
                    "events " + events.stream().map(StoredEvent::sequence).toList() + " of experiment " + experiment
                            + " do not follow event " + after,
                    "this is a defect of the program; its log has more");
        }
    }
}
