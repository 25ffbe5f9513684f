package dev.parley.tests.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The commands for one to many of a party that only knows two: one process gathers, another one attends. */
public final class Crowd {
    private static final long LIMIT_S = 60;

    private final Party party;
    private final Hub hub;
    private final Audience audience = new Audience();

    public Crowd(Party party) {
        this.party = party;
        hub = new Hub(party);
    }

    /** By name. */
    public Map<String, Remote.Command> commands() {
        Map<String, Remote.Command> commands = new HashMap<>(new Casts(hub).commands());
        commands.putAll(audience.commands());
        commands.put("gather", words -> Integer.toString(hub.listen()));
        commands.put("attend", this::attend);
        return commands;
    }

    /** At a port, so many, each over a connection of its own. */
    private String attend(List<String> words) throws Exception {
        InetSocketAddress there =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words.get(0)));
        for (int i = 0; i < Integer.parseInt(words.get(1)); i++) {
            CompletableFuture<Void> joined = new CompletableFuture<>();
            Receiver receiver = (from, message) -> {
                if (message[0] == Hub.JOIN) {
                    joined.complete(null);
                } else {
                    audience.told(message);
                }
            };
            party.dial(there, "-", new byte[] {Hub.JOIN}, receiver);
            joined.get(LIMIT_S, TimeUnit.SECONDS);
        }
        return "";
    }
}
