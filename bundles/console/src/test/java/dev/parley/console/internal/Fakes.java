package dev.parley.console.internal;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.Applications;
import dev.parley.api.application.Audience;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.Profile;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the console talks to, in memory: everything at once, on the caller's thread. */
final class Fakes {
    static final PeerName ALICE =
            PeerName.of(HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    static final PeerName BOB =
            PeerName.of(HexFormat.of().parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    static final EndPointId DESK = endpoint(1);
    static final EndPointId LAPTOP = endpoint(2);
    static final PeerApplication CHAT = new PeerApplication(
            ApplicationId.parse("4f0c3c1e-0000-4000-8000-000000000001"),
            "Chat",
            "1.0",
            "Lines of text",
            Bytes.NONE,
            PeerScope.ALL);

    private Fakes() {}

    static EndPointId endpoint(int number) {
        byte[] bytes = new byte[EndPointId.BYTES];
        Arrays.fill(bytes, (byte) number);
        return EndPointId.of(bytes);
    }

    static InstanceId instance(int number) {
        byte[] bytes = new byte[InstanceId.BYTES];
        Arrays.fill(bytes, (byte) number);
        return InstanceId.of(bytes);
    }

    /** Somebody who was met. */
    static PeerNearMe met(String name) {
        return new PeerNearMe(
                instance(2),
                name,
                Optional.of(BOB),
                Optional.of(new PeerEndPoint(LAPTOP, "laptop", List.of())),
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711)),
                Set.of("beacon", "dns-sd"),
                Optional.of(PresenceInfo.ONLINE),
                List.of(CHAT));
    }

    /** Somebody who was only seen. */
    static PeerNearMe seen(String claim) {
        return new PeerNearMe(
                instance(3),
                claim,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Set.of("beacon"),
                Optional.empty(),
                List.of());
    }

    static LinkInfo link() {
        return new LinkInfo(
                BOB,
                LAPTOP,
                "tls",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711),
                true,
                false,
                Instant.EPOCH,
                2,
                300,
                400,
                Optional.of(Duration.ofMillis(3)));
    }

    /** Leases, name, presence and visibility. */
    static final class Collaboration implements PeerCollaboration, Profile {
        final List<Consumer<CollaborationEvent>> listeners = new ArrayList<>();
        final List<SignIn> leases = new ArrayList<>();
        Optional<Visibility> visibility = Optional.empty();
        String name = "Left desk";
        String endpointName = "desk";
        PresenceInfo presence = PresenceInfo.ONLINE;

        @Override
        public SignIn signIn(PeerScope scope) {
            if (scope == PeerScope.INTERNET) {
                throw new PeerUnreachableException("Nothing installed reaches beyond the subnet.");
            }
            SignIn lease = new Lease(scope);
            leases.add(lease);
            return lease;
        }

        @Override
        public PeerScope signedIn() {
            return leases.stream().map(SignIn::scope).reduce(PeerScope.NONE, PeerScope::union);
        }

        @Override
        public Me me() {
            return new Me(
                    ALICE,
                    DESK,
                    instance(1),
                    name,
                    endpointName,
                    presence,
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711)),
                    false,
                    "test-realm");
        }

        @Override
        public Optional<Visibility> visibility() {
            return visibility;
        }

        @Override
        public CompletionStage<Void> setVisibility(Visibility chosen) {
            visibility = Optional.of(chosen);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Subscription onChange(Consumer<CollaborationEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public CompletionStage<Void> rename(String displayName) {
            name = displayName;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> nameEndPoint(String chosen) {
            endpointName = chosen.isEmpty() ? "desk" : chosen;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void present(PresenceInfo shown) {
            presence = shown;
        }

        private final class Lease implements SignIn {
            private final PeerScope scope;

            Lease(PeerScope scope) {
                this.scope = scope;
            }

            @Override
            public PeerName peer() {
                return ALICE;
            }

            @Override
            public EndPointId endpoint() {
                return DESK;
            }

            @Override
            public PeerScope scope() {
                return scope;
            }

            @Override
            public CompletionStage<Void> ready() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                leases.remove(this);
            }
        }
    }

    /** People, by hand. */
    static final class People implements PeopleNearMe {
        final List<PeerNearMe> people = new ArrayList<>();
        final List<Consumer<NearMeEvent>> listeners = new ArrayList<>();
        String dialled;

        @Override
        public List<PeerNearMe> people() {
            return List.copyOf(people);
        }

        @Override
        public Subscription onChange(Consumer<NearMeEvent> listener) {
            people.forEach(person -> listener.accept(new NearMeEvent.Appeared(person)));
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected) {
            dialled = host + " " + port
                    + expected.map(peer -> " " + peer.shortForm()).orElse("");
            return port == 1
                    ? CompletableFuture.failedFuture(new PeerUnreachableException("Nobody answers at " + host + "."))
                    : CompletableFuture.completedFuture(met("Right desk"));
        }
    }

    /** Applications, by hand. */
    static final class Installed implements Applications {
        final List<InstalledApplication> installed =
                new ArrayList<>(List.of(new InstalledApplication(CHAT, "dev.parley.app.chat 1.0.0", Optional.empty())));
        final List<Consumer<ApplicationEvent>> listeners = new ArrayList<>();
        boolean onDisk = true;

        @Override
        public List<InstalledApplication> installed() {
            return List.copyOf(installed);
        }

        @Override
        public CompletionStage<List<InstalledApplication>> deploy(Path jar) {
            return jar.endsWith("chat.jar")
                    ? CompletableFuture.completedFuture(installed())
                    : CompletableFuture.failedFuture(new ApplicationException(jar.getFileName() + " is no bundle."));
        }

        @Override
        public CompletionStage<Void> undeploy(ApplicationId application) {
            installed.removeIf(app -> app.application().id().equals(application));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Boolean> show(ApplicationId application, Audience audience) {
            installed.replaceAll(app -> app.application().id().equals(application)
                    ? new InstalledApplication(
                            app.application(), app.bundle(), app.problem(), audience, true, app.deployed())
                    : app);
            return CompletableFuture.completedFuture(onDisk);
        }

        @Override
        public Subscription onChange(Consumer<ApplicationEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    /** One link. */
    static final class Links implements LinkMonitor {
        final List<LinkInfo> links = new ArrayList<>();
        final List<Consumer<LinkEvent>> listeners = new ArrayList<>();

        @Override
        public List<LinkInfo> links() {
            return List.copyOf(links);
        }

        @Override
        public boolean cut(EndPointId endpoint) {
            return links.removeIf(link -> link.endpoint().equals(endpoint));
        }

        @Override
        public Subscription onChange(Consumer<LinkEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }
}
