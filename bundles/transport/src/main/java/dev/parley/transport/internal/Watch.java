package dev.parley.transport.internal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Asks the links for signs of life, and ends those that do not greet, are silent, or idle. Holds nothing of a link that is over.
 * Confined to the links' executor.
 */
final class Watch {
    private final Settings settings;
    private final Serial serial;
    private final Map<LinkImpl, Map<What, Future<?>>> timers = new HashMap<>();

    private enum What {
        GREETING,
        LIFE,
        REST
    }

    Watch(Settings settings, Serial serial) {
        this.settings = settings;
        this.serial = serial;
    }

    /** It is there and is to say hello. */
    void entered(LinkImpl link) {
        timers.put(link, new EnumMap<>(What.class));
        later(link, What.GREETING, settings.dialLimit(), () -> {
            if (link.state() == LinkState.GREETING) {
                link.abort("the other side did not say hello");
            }
        });
    }

    /** It is open. */
    void opened(LinkImpl link) {
        cancel(timers.get(link).remove(What.GREETING));
        later(link, What.LIFE, settings.keepAlive(), () -> keepAlive(link));
        rest(link);
    }

    /** It is over. */
    void ended(LinkImpl link) {
        Map<What, Future<?>> left = timers.remove(link);
        if (left != null) {
            left.values().forEach(Watch::cancel);
        }
    }

    private void keepAlive(LinkImpl link) {
        if (link.activity().asked()) {
            link.abort("it went silent");
            return;
        }
        later(link, What.LIFE, settings.keepAlive(), () -> keepAlive(link));
        link.connection().ping().thenAccept(link.activity()::answered);
    }

    private void rest(LinkImpl link) {
        Duration left = link.activity().untilIdle();
        if (left.isNegative() || left.isZero()) {
            link.close("nothing is going on");
        } else {
            later(link, What.REST, left, () -> rest(link));
        }
    }

    private void later(LinkImpl link, What what, Duration delay, Runnable task) {
        timers.get(link).put(what, serial.later(delay, () -> {
            if (timers.containsKey(link)) {
                task.run();
            }
        }));
    }

    private static void cancel(Future<?> timer) {
        timer.cancel(false);
    }
}
