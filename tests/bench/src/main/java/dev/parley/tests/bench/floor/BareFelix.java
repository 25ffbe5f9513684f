package dev.parley.tests.bench.floor;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The floor of starting: Felix with Gogo, ready when a command runs. {@code CACHE JAR...}; ends with the end of its input. */
public final class BareFelix {
    private BareFelix() {}

    public static void main(String[] words) throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        words[0],
                        "gogo.shell.args",
                        "--nointeractive",
                        "gosh.args",
                        "--nointeractive"));
        framework.init();
        BundleContext context = framework.getBundleContext();
        for (String jar : List.of(words).subList(1, words.length)) {
            if (context.getBundle(uri(jar)) == null) {
                context.installBundle(uri(jar));
            }
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() != 0) {
                bundle.start();
            }
        }
        framework.start();
        run(context);
        System.out.println("ready");
        System.out.flush();
        awaitEndOfInput();
        end(framework);
    }

    private static String uri(String jar) {
        return Path.of(jar).toUri().toString();
    }

    /** One command, through the shell's own service. */
    private static void run(BundleContext context) throws ReflectiveOperationException {
        ServiceReference<?> reference =
                context.getServiceReference("org.apache.felix.service.command.CommandProcessor");
        Object processor = context.getService(reference);
        Method create = method(processor.getClass(), "createSession", 3);
        Object session = create.invoke(
                processor,
                java.io.InputStream.nullInputStream(),
                new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                System.err);
        method(session.getClass(), "execute", 1).invoke(session, "felix:lb");
    }

    private static Method method(Class<?> type, String name, int parameters) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == parameters
                    && (parameters != 3 || method.getParameterTypes()[0] == java.io.InputStream.class)) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // whatever comes
        }
    }

    private static void end(Framework framework) throws BundleException, InterruptedException {
        framework.stop();
        FrameworkEvent unused = framework.waitForStop(5_000);
        Runtime.getRuntime().halt(0);
    }
}
