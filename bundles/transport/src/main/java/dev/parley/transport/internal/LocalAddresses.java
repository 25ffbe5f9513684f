package dev.parley.transport.internal;

import dev.parley.wire.net.Interfaces;
import dev.parley.wire.net.LocalAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The addresses of this machine, as far as the bindings ask for them. */
final class LocalAddresses {
    /**
     * One interface that is up.
     *
     * @param name as the system calls it
     * @param addresses all of them
     */
    record Nic(String name, List<InetAddress> addresses) {}

    private final List<String> bind;
    private final Supplier<List<Nic>> nics;

    /**
     * @param bind addresses or names of interfaces; empty means all
     * @param nics looks at the machine
     */
    LocalAddresses(List<String> bind, Supplier<List<Nic>> nics) {
        this.bind = bind;
        this.nics = nics;
    }

    /** Those of the machine that are up now. */
    static List<Nic> system() {
        return Interfaces.current().stream()
                .map(nic -> new Nic(
                        nic.name(),
                        nic.addresses().stream().map(LocalAddress::address).toList()))
                .toList();
    }

    /** Whether all are to be listened on. */
    boolean all() {
        return bind.isEmpty();
    }

    boolean uses(String name) {
        return all()
                || nics.get().stream().filter(nic -> nic.name().equals(name)).anyMatch(this::wanted)
                || bind.contains(name);
    }

    /** Those that were asked for and are there, others' loopback last. */
    List<InetAddress> now() {
        List<InetAddress> far = new ArrayList<>();
        List<InetAddress> near = new ArrayList<>();
        for (Nic nic : nics.get()) {
            for (InetAddress address : nic.addresses()) {
                if (all() || bind.contains(nic.name()) || isNamed(address)) {
                    (address.isLoopbackAddress() ? near : far).add(address);
                }
            }
        }
        if (far.isEmpty() || !all()) {
            far.addAll(near);
        }
        return far;
    }

    /** Which of the bindings nothing here answers to. */
    List<String> missing() {
        List<Nic> here = nics.get();
        return bind.stream()
                .filter(name -> here.stream()
                        .noneMatch(nic -> nic.name().equals(name)
                                || nic.addresses().stream()
                                        .anyMatch(address -> text(address).equals(name))))
                .toList();
    }

    List<InetSocketAddress> withPort(int port) {
        return now().stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private boolean wanted(Nic nic) {
        return bind.contains(nic.name()) || nic.addresses().stream().anyMatch(this::isNamed);
    }

    private boolean isNamed(InetAddress address) {
        return bind.contains(text(address)) || bind.contains(address.getHostAddress());
    }

    /** Without the scope, as people type it. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
