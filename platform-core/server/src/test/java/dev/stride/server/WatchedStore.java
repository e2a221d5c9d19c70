package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts what is read of it, and in which calls of one kind can be held up or fail. */
final class WatchedStore {

    private final ExperimentStore kept;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Map<String, Integer> rows = new ConcurrentHashMap<>();
    private final AtomicInteger most = new AtomicInteger();
    private volatile String held = "";
    private volatile String failing = "";

    WatchedStore() {
        this(new InMemoryExperimentStore());
    }

    WatchedStore(ExperimentStore kept) {
        this.kept = kept;
    }

    /** The store as its users see it. */
    ExperimentStore store() {
        return (ExperimentStore) Proxy.newProxyInstance(
                WatchedStore.class.getClassLoader(),
                new Class<?>[] {ExperimentStore.class},
                (proxy, method, arguments) -> called(method, arguments));
    }

    private Object called(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals(held)) {
            arrived.countDown();
            released.await();
        }
        if (method.getName().equals(failing)) {
            throw new PlatformException(ErrorCode.STORE_UNAVAILABLE, "the disk is away", "wait for it");
        }
        try {
            return counted(method, method.invoke(kept, arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object counted(Method method, Object answer) {
        if (answer instanceof List<?> list) {
            rows.merge(method.getName(), list.size(), Integer::sum);
            most.accumulateAndGet(list.size(), Math::max);
        }
        return answer;
    }

    /** How many rows a method has given in all. */
    int rows(String method) {
        return rows.getOrDefault(method, 0);
    }

    /** How many rows any call has given at most. */
    int most() {
        return most.get();
    }

    /** Calls of a method fail from now on. */
    void fail(String method) {
        failing = method;
    }

    /** Calls of a method wait from now on. */
    void hold(String method) {
        held = method;
    }

    /** Waits until a call waits. */
    void awaitHeld() throws InterruptedException {
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void release() {
        released.countDown();
    }
}
