package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A store in memory in which calls of one kind can be held up. */
final class WatchedStore {

    private final ExperimentStore kept = new InMemoryExperimentStore();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile String held = "";

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
        try {
            return method.invoke(kept, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
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
