package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.SignIn;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerScope;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.store.RecordStore;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Nobody is let in before it is known whom the person blocked. */
class DecisionsTest {
    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final FakeBundle bundle = new FakeBundle();
    private final FakeIdentity identity = new FakeIdentity(1, "Ada");
    private final TwoLinks links = new TwoLinks(identity, 1);
    private int state = Bundle.ACTIVE;

    /** A bundle that says it has a service. */
    private Bundle offering(String service) {
        BundleCapability capability =
                fake(BundleCapability.class, Map.of("getAttributes", Map.of("objectClass", List.of(service))));
        BundleRevision revision = fake(BundleRevision.class, Map.of("getDeclaredCapabilities", List.of(capability)));
        return (Bundle) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> method.getName().equals("getState") ? (Object) state : revision);
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private void contactsAndStoreAreInstalled() {
        bundle.bundles.add(offering(ContactBook.class.getName()));
        bundle.bundles.add(offering(RecordStore.class.getName()));
    }

    private PresenceCore start() {
        Settings settings = Settings.load(
                new ForgetfulFiles(),
                Path.of("home"),
                time.serial("settings"),
                new Settings.Defaults(Optional.empty(), "desk", Duration.ofSeconds(20)));
        return new PresenceComponent(bundle.context(), time, identity, identity, identity, links, settings).core();
    }

    private SignIn signIn(PresenceCore core) {
        SignIn lease = core.signIn(PeerScope.NEAR_ME, ended -> {});
        time.run();
        return lease;
    }

    @Test
    void whereContactsAreKeptNobodyIsLetInBeforeTheyAreLoaded() {
        contactsAndStoreAreInstalled();
        PresenceCore core = start();
        SignIn lease = signIn(core);
        time.advance(Decisions.LIMIT.minusMillis(1));
        assertEquals(List.of(), links.done);
        core.decided(new FakeBook());
        time.run();
        assertEquals(List.of("listen"), links.done);
        links.opens();
        time.run();
        lease.close();
        time.run();
        links.done.clear();
        signIn(core);
        assertEquals(List.of("listen"), links.done, "the next time at once");
    }

    @Test
    void whereNobodyKeepsContactsNobodyWaits() {
        bundle.bundles.add(offering(RecordStore.class.getName()));
        signIn(start());
        assertEquals(List.of("listen"), links.done);
    }

    /** As in a test, or a host that wants nothing kept. */
    @Test
    void withoutAStoreNobodyWaits() {
        bundle.bundles.add(offering(ContactBook.class.getName()));
        signIn(start());
        assertEquals(List.of("listen"), links.done);
    }

    /** As on a machine that does too much at once: who is signed in by the start is not there to do it again. */
    @Test
    void aKeeperThatIsSlowIsWaitedForAndThenThePersonIsLetIn() {
        contactsAndStoreAreInstalled();
        PresenceCore core = start();
        SignIn lease = signIn(core);
        time.advance(Decisions.LIMIT.multipliedBy(3));
        assertEquals(List.of(), links.done);
        core.decided(new FakeBook());
        time.run();
        links.opens();
        time.run();
        assertTrue(lease.ready().toCompletableFuture().isDone());
        assertFalse(lease.ready().toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void whenTheyCannotBeLoadedNobodyIsLetInAndIsToldWhy() {
        contactsAndStoreAreInstalled();
        bundle.failures.add(failure(offering("some.other.Service"), "That is another matter."));
        bundle.failures.add(failure(bundle.bundles.get(1), "parley.db is damaged."));
        SignIn lease = signIn(start());
        time.advance(Decisions.LIMIT);
        assertEquals(List.of(), links.done);
        Throwable why = assertThrows(
                        CompletionException.class,
                        () -> lease.ready().toCompletableFuture().join())
                .getCause();
        assertTrue(why instanceof ParleyException && why.getMessage().endsWith("parley.db is damaged."), why::toString);
    }

    private static ServiceReference<?> failure(Bundle bundle, String sentence) {
        return fake(ServiceReference.class, Map.of("getBundle", bundle, "getProperty", sentence));
    }

    /** As a host may have it. */
    @Test
    void aBundleThatIsNeverStartedKeepsNobodyOut() {
        state = Bundle.RESOLVED;
        contactsAndStoreAreInstalled();
        SignIn lease = signIn(start());
        assertEquals(List.of(), links.done, "it may be started yet");
        time.advance(Decisions.LIMIT);
        assertEquals(List.of("listen"), links.done);
        links.opens();
        time.run();
        assertFalse(lease.ready().toCompletableFuture().isCompletedExceptionally());
    }
}
