package dev.parley.applications.internal;

import dev.parley.api.peer.Subscription;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What one instance subscribes to and schedules, so that all of it ends with the instance even where the session goes on: the
 * version after it takes over the same session, and finds no handler of the version before. Any thread.
 */
final class Revocable {
    private final Set<Object> held = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    /** A double of the target that keeps track; so are the views and the executor that it returns. */
    <T> T track(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Tracking(target)));
    }

    /** Ends all that is open, and what is opened from now on. */
    void revoke() {
        revoked = true;
        held.forEach(this::end);
    }

    private Object hold(Object result) {
        held.removeIf(old -> old instanceof Future<?> future && future.isDone());
        held.add(result);
        if (revoked) {
            end(result);
        }
        return result;
    }

    private void end(Object open) {
        held.remove(open);
        if (open instanceof Subscription subscription) {
            subscription.close();
        } else if (open instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    private Object tracked(Method method, Object[] arguments, Object result) {
        if (result instanceof Subscription || result instanceof Future<?>) {
            return hold(result);
        }
        if (result instanceof ScheduledExecutorService executor
                && method.getName().equals("executor")) {
            return track(ScheduledExecutorService.class, executor);
        }
        if (result instanceof Optional<?> view
                && method.getName().equals("view")
                && arguments[0] instanceof Class<?> kind
                && kind.isInterface()) {
            return view.map(shown -> trackView(kind, shown));
        }
        return result;
    }

    private <V> Object trackView(Class<V> kind, Object view) {
        return track(kind, kind.cast(view));
    }

    private static Object target(Object any) {
        return any != null
                        && Proxy.isProxyClass(any.getClass())
                        && Proxy.getInvocationHandler(any) instanceof Tracking tracked
                ? tracked.target
                : any;
    }

    private final class Tracking implements InvocationHandler {
        private final Object target;

        Tracking(Object target) {
            this.target = target;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
                return target.equals(target(arguments[0]));
            }
            try {
                return tracked(method, arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
