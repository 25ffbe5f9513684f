package dev.parley.discovery.mdns.internal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Speaks DNS-SD at one attachment. Any thread; nothing blocks: the work is done on threads of its own, in order. */
interface Responder extends AutoCloseable {
    /** The first label of our service here; another one at each attachment and at each opening. */
    String service();

    /** What is published; empty: nothing. Another text for the same port only when the last one is announced. */
    void publish(Optional<Registration> registration);

    /** Removes what has expired or said goodbye now; by itself JmDNS looks only every 10 s. */
    void tidy(String anyService);

    /** Unregisters and closes, aside. Idempotent. */
    @Override
    void close();

    /** What is published. */
    record Registration(int port, Map<String, String> text) {}

    /** Told on threads of the responder. */
    interface Listener {
        void found(Service service);

        void removed(String service);

        /** It could not be opened, and is closed. */
        void failed(IOException why);
    }

    /** Makes responders; replaced in tests. */
    interface Factory {
        /** Opens, soon. */
        Responder open(Attachment attachment, String service, Listener listener);
    }
}
