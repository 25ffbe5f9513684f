package dev.parley.discovery.mdns.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.wire.execution.SystemExecution;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * One host, by hand or from a script in a network namespace: {@code main NAME REALM}. Prints what is seen, with the time in
 * milliseconds; takes {@code report}, {@code name NAME}, {@code hide}, {@code show}, {@code dropped} and {@code quit}, one a line.
 */
final class MdnsMain {
    private MdnsMain() {}

    public static void main(String[] args) throws IOException {
        byte[] random = new byte[InstanceId.BYTES];
        new SecureRandom().nextBytes(random);
        InstanceId instance = InstanceId.of(random);
        MdnsProvider provider = new MdnsProvider(new SystemExecution(), defaults(MdnsConfiguration.class));
        String name = args[0];
        long revision = 1;
        say("start " + instance.text().substring(0, 6) + " " + name);
        Publication publication =
                provider.publish(announcement(instance, args[1], revision, name, true), MdnsMain::print);
        Runtime.getRuntime().addShutdownHook(new Thread(publication::close));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "report" -> provider.report().forEach(one -> say("report " + one));
                case "dropped" -> say("dropped " + provider.dropped());
                case "name" -> {
                    name = words[1];
                    say("name " + name);
                    publication.update(announcement(instance, args[1], ++revision, name, true));
                }
                case "hide" -> publication.update(announcement(instance, args[1], ++revision, name, false));
                case "show" -> publication.update(announcement(instance, args[1], ++revision, name, true));
                case "quit" -> {
                    say("quit");
                    publication.close();
                    say("closed");
                    return;
                }
                default -> say("what?");
            }
        }
    }

    private static Announcement announcement(
            InstanceId instance, String realm, long revision, String name, boolean visible) {
        return new Announcement(instance, realm, 4321, revision, visible, Optional.of(name), any -> true);
    }

    private static void print(Sighting sighting) {
        if (sighting instanceof Sighting.Seen seen) {
            say("seen " + seen.instance().text().substring(0, 6) + " "
                    + seen.displayName().orElse("-") + " "
                    + seen.revision() + " " + seen.networkInterface() + (seen.ipv6() ? " v6 " : " v4 ")
                    + seen.addresses());
        } else {
            say("gone " + sighting.instance().text().substring(0, 6));
        }
    }

    private static synchronized void say(String what) {
        System.out.println(System.currentTimeMillis() + " " + what);
    }

    /** A configuration with what its annotation has for defaults. */
    private static <T> T defaults(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> method.getDefaultValue()));
    }
}
