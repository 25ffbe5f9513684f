package dev.parley.transport.internal;

import java.time.Duration;

/** Asks the links for signs of life, and ends those that are silent or idle. Confined to the links' executor. */
record Watch(Settings settings, Serial serial) {
    void begin(LinkImpl link) {
        whileOpen(link, settings.keepAlive(), () -> keepAlive(link));
        rest(link);
    }

    private void keepAlive(LinkImpl link) {
        if (link.activity().asked()) {
            link.abort("it went silent");
            return;
        }
        whileOpen(link, settings.keepAlive(), () -> keepAlive(link));
        link.connection().ping().thenAccept(link.activity()::answered);
    }

    private void rest(LinkImpl link) {
        Duration left = link.activity().untilIdle();
        if (left.isNegative() || left.isZero()) {
            link.close("nothing is going on");
        } else {
            whileOpen(link, left, () -> rest(link));
        }
    }

    private void whileOpen(LinkImpl link, Duration delay, Runnable task) {
        var unused = serial.later(delay, () -> {
            if (link.state() == LinkState.OPEN) {
                task.run();
            }
        });
    }
}
