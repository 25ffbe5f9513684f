package dev.parley.tests.bench.load;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The commands that every party understands. */
public final class Loads {
    private static final int COLLECTIONS = 3;

    private final Party party;
    private Asker asker;

    public Loads(Party party) {
        this.party = party;
    }

    /** By name. */
    public Map<String, Remote.Command> commands() {
        Map<String, Remote.Command> commands = new HashMap<>();
        commands.put("madeof", words -> party.madeOf());
        commands.put("listen", words -> Integer.toString(party.listen(Answerer::new)));
        commands.put("target", words -> {
            asker = new Asker(
                    party,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words.get(0))),
                    words.get(1));
            return "";
        });
        commands.put("dials", words -> Remote.words(asker.dials(Integer.parseInt(words.get(0)))));
        commands.put("stay", words -> {
            asker.stay();
            return "";
        });
        commands.put("roundtrips", words -> Remote.words(asker.roundTrips(Integer.parseInt(words.get(0)))));
        commands.put("beside", words -> Remote.words(asker.roundTripsBeside(Integer.parseInt(words.get(0)))));
        commands.put(
                "oneway",
                words -> Remote.words(asker.oneWay(Integer.parseInt(words.get(0)), Long.parseLong(words.get(1)))));
        commands.put("idle", words -> {
            asker.idle(Integer.parseInt(words.get(0)));
            return "";
        });
        commands.put("close", words -> {
            asker.close();
            return "";
        });
        commands.put("heap", words -> Long.toString(heap()));
        return commands;
    }

    /** Bytes of live objects. */
    public static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
