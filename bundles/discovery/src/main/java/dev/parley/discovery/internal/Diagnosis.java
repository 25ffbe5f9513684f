package dev.parley.discovery.internal;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.wire.net.LocalInterface;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what the providers report of seeing others, and what links and dials tell of being reached. Any thread. */
final class Diagnosis {
    private static final Logger LOG = LoggerFactory.getLogger(Diagnosis.class);
    private static final long MEMORY_NANOS = 300_000_000_000L;
    private static final int MOST = 1024;

    private final Links links;
    private final Trouble trouble;
    private final List<DiscoveryProvider> providers;
    private final Supplier<List<LocalInterface>> interfaces;
    private final Execution execution;
    private final Map<InetAddress, Long> cameIn = new ConcurrentHashMap<>();

    Diagnosis(
            Links links,
            Trouble trouble,
            List<DiscoveryProvider> providers,
            Supplier<List<LocalInterface>> interfaces,
            Execution execution) {
        this.links = links;
        this.trouble = trouble;
        this.providers = providers;
        this.interfaces = interfaces;
        this.execution = execution;
    }

    void changed(LinkChange change) {
        Link link = change.link();
        if (!link.dialled()) {
            long now = execution.nanoTime();
            cameIn.values().removeIf(at -> now - at > MEMORY_NANOS);
            if (cameIn.size() < MOST) {
                cameIn.put(link.remoteAddress().getAddress(), now);
            }
        }
    }

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        providers.forEach(provider -> reports(provider)
                .forEach(report -> findings.add(new Finding(
                        report.networkInterface(),
                        report.way(),
                        report.verdict(),
                        report.explanation(),
                        report.advice()))));
        interfaces.get().forEach(nic -> findings.add(tcp(nic)));
        findings.sort(Comparator.comparing(Finding::networkInterface).thenComparing(Finding::way));
        return findings;
    }

    private static List<WayReport> reports(DiscoveryProvider provider) {
        try {
            return provider.report();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} cannot say what is with it; the other ways are told", provider.name(), e);
            return List.of();
        }
    }

    private Finding tcp(LocalInterface nic) {
        Optional<Listening> listening = links.listening();
        if (nic.addresses().isEmpty()
                || listening.filter(there -> !there.uses(nic.name())).isPresent()) {
            return new Finding(nic.name(), Way.TCP_IN, Verdict.NOT_APPLICABLE, "not used here", "");
        }
        if (listening.isEmpty()) {
            return new Finding(
                    nic.name(), Way.TCP_IN, Verdict.BLOCKED, "nothing listens: you are signed out", "Sign in: sign-in");
        }
        long now = execution.nanoTime();
        boolean came = cameIn.entrySet().stream()
                .anyMatch(in -> now - in.getValue() <= MEMORY_NANOS && isOn(nic, in.getKey()));
        if (came) {
            return new Finding(
                    nic.name(), Way.TCP_IN, Verdict.HEARD, "somebody connected in the last five minutes", "");
        }
        Optional<InetSocketAddress> silent = trouble.unanswered().stream()
                .filter(address -> address.getAddress() != null && isOn(nic, address.getAddress()))
                .findFirst();
        if (silent.isPresent() && !nic.loopback()) {
            return new Finding(
                    nic.name(),
                    Way.TCP_IN,
                    Verdict.BLOCKED,
                    silent.get().getAddress().getHostAddress()
                            + " is on this network and cannot be reached: client isolation of the access point, or a firewall",
                    "Turn off client isolation (also called AP isolation), use a cable or another network, or allow port "
                            + listening.get().port() + " on both machines");
        }
        return new Finding(
                nic.name(),
                Way.TCP_IN,
                Verdict.NOT_HEARD,
                "port " + listening.get().port() + " is open; nobody came yet",
                "");
    }

    /** On the subnet of this interface, and not this machine itself, which reaches its own addresses without a network. */
    private static boolean isOn(LocalInterface nic, InetAddress address) {
        if (address instanceof Inet6Address scoped && scoped.getScopeId() != 0 && scoped.getScopeId() != nic.index()) {
            return false; // every interface has the link-local subnet; the scope tells which one was meant
        }
        return nic.addresses().stream()
                .anyMatch(local -> local.reaches(address) && (nic.loopback() || !sameBytes(local.address(), address)));
    }

    private static boolean sameBytes(InetAddress one, InetAddress other) {
        return Arrays.equals(one.getAddress(), other.getAddress());
    }
}
