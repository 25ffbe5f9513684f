package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.spi.store.FileLayer;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.service.LateServices;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** Keys that cannot be read end the program; a bundle that goes while it reads them does not. */
class IdentityLoaderTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(3);

    private final List<Object> told = new ArrayList<>();

    @Test
    void aFailureIsToldToTheLauncher() {
        loader();
        execution.run();
        assertEquals(
                List.of(
                        "Your identity in home cannot be loaded: java.lang.NoClassDefFoundError: gone. The log says more."),
                told);
    }

    @Test
    void whoIsUpdatedMeanwhileEndsNothing() {
        IdentityLoader loader = loader();
        loader.stop();
        execution.run();
        assertEquals(List.of(), told);
    }

    private IdentityLoader loader() {
        return new IdentityLoader(
                context(), execution, new Gone(), new Ed25519Signatures(execution), Path.of("home"), "Name");
    }

    /** A file layer of a bundle whose classes are away. */
    private static final class Gone implements FileLayer {
        @Override
        public Optional<byte[]> readPrivate(Path file, int most) {
            throw new NoClassDefFoundError("gone");
        }

        @Override
        public void writePrivate(Path file, byte[] bytes) throws IOException {
            throw new IOException("nothing is written here");
        }
    }

    /** Registers nothing, and remembers the failures. */
    private BundleContext context() {
        Bundle bundle = fake(Bundle.class, (proxy, method, arguments) -> new Version(1, 0, 0));
        return fake(BundleContext.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("registerService")) {
                return bundle;
            }
            told.add(((Dictionary<?, ?>) arguments[2]).get(LateServices.FAILURE));
            return fake(ServiceRegistration.class, (registration, called, none) -> null);
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
