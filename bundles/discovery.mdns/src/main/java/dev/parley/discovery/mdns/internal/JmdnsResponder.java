package dev.parley.discovery.mdns.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JmDNS. Its calls block for up to some seconds, so they are made one after the other on a daemon thread that ends
 * when it is idle.
 */
final class JmdnsResponder implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(JmdnsResponder.class);
    private static final String TYPE = "_parley._tcp.local.";
    private static final long IDLE_S = 2;
    private static final int RESOLVE_MS = 1; // only begins: what comes is told to the listener

    private final Attachment attachment;
    private final String service;
    private final Listener listener;
    private final Events events = new Events(); // made while the bundle runs: it may have stopped when JmDNS is open
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<JmDNS> jmdns = Optional.empty(); // of the thread
    private Optional<ServiceInfo> registered = Optional.empty(); // of the thread

    /** @param service a random word, also for the host's name */
    JmdnsResponder(Attachment attachment, String service, Listener listener) {
        this.attachment = attachment;
        this.service = service;
        this.listener = listener;
        this.thread = new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "parley-dns-sd-" + attachment.networkInterface());
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
        execute(this::open);
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public void publish(Optional<Registration> registration) {
        execute(() -> {
            if (jmdns.isPresent()) {
                publish(jmdns.get(), registration);
            }
        });
    }

    @Override
    public void tidy(String anyService) {
        if (thread.getQueue().isEmpty()) {
            execute(() -> jmdns.ifPresent(open -> open.requestServiceInfo(TYPE, anyService, true, RESOLVE_MS)));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            thread.execute(this::shut);
            thread.shutdown();
        }
    }

    private void open() {
        if (closed.get()) {
            return;
        }
        try {
            // Given a name the address is not looked up in DNS, which takes 6 s on a machine without one.
            JmDNS opened = JmDNS.create(named(), service);
            jmdns = Optional.of(opened);
            opened.addServiceListener(TYPE, events);
        } catch (IOException | RuntimeException e) {
            if (!closed.get()) { // else another one may be open in its place
                listener.failed(e instanceof IOException io ? io : new IOException(e));
                close();
            }
        }
    }

    private InetAddress named() throws IOException {
        byte[] bytes = attachment.address().getAddress();
        return attachment.ipv6()
                ? Inet6Address.getByAddress(service, bytes, attachment.index())
                : InetAddress.getByAddress(service, bytes);
    }

    private void publish(JmDNS open, Optional<Registration> registration) {
        try {
            boolean moved = registered.isPresent()
                    && registration.isPresent()
                    && registered.get().getPort() != registration.get().port();
            if (registration.isEmpty() || moved) {
                registered.ifPresent(open::unregisterService);
                registered = Optional.empty();
            }
            if (registration.isEmpty()) {
                return;
            }
            if (registered.isPresent()) {
                registered.get().setText(registration.get().text());
            } else {
                ServiceInfo info = ServiceInfo.create(
                        TYPE,
                        service,
                        "",
                        registration.get().port(),
                        0,
                        0,
                        true,
                        registration.get().text());
                open.registerService(info);
                registered = Optional.of(info);
            }
        } catch (IOException e) {
            LOG.warn("DNS-SD cannot publish on {}", attachment, e);
        }
    }

    private void shut() {
        jmdns.ifPresent(open -> {
            try {
                open.close(); // unregisters too
            } catch (IOException | RuntimeException e) {
                LOG.debug("DNS-SD did not close well on {}", attachment, e);
            }
        });
        jmdns = Optional.empty();
    }

    private void execute(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.warn("DNS-SD failed on {}", attachment, e);
                }
            });
        } catch (RejectedExecutionException stopped) {
            LOG.trace("this responder is closed", stopped);
        }
    }

    private final class Events implements ServiceListener {
        @Override
        public void serviceAdded(ServiceEvent event) {
            if (!closed.get()) {
                event.getDNS().requestServiceInfo(TYPE, event.getName(), true, RESOLVE_MS);
            }
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            listener.removed(event.getName());
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            ServiceInfo info = event.getInfo();
            byte[] text = info.getTextBytes();
            listener.found(new Service(
                    event.getName(),
                    info.getPort(),
                    text == null ? new byte[0] : text.clone(),
                    Arrays.asList(info.getInetAddresses())));
        }
    }
}
