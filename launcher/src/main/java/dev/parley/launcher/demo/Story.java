package dev.parley.launcher.demo;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Knows from the events of both desks how far they are, and so what to propose next. Not for several threads at once. */
final class Story {
    /** Proposed at the end; not a command of a peer. */
    static final String QUIT = "quit";

    private final String rightPeer;
    private final Map<Desk, Set<Object>> asked = new EnumMap<>(Desk.class);
    private final Map<Desk, Object> accepting = new EnumMap<>(Desk.class);
    private final Map<Desk, Boolean> begun = new EnumMap<>(Desk.class);
    private final Map<Desk, Boolean> said = new EnumMap<>(Desk.class);
    private boolean cut;
    private boolean saidSince;
    private boolean over;
    private Proposal last;

    /** @param rightPeer the short form of who sits on the right */
    Story(String rightPeer) {
        this.rightPeer = rightPeer;
        for (Desk desk : Desk.values()) {
            asked.put(desk, new LinkedHashSet<>());
        }
    }

    /** Something happened at a desk. */
    void tell(Desk desk, Map<String, Object> event) {
        switch (event.get("event").toString()) {
            case "invitation.received" -> asked.get(desk).add(event.get("id"));
            case "invitation.changed" -> answered(desk, event.get("id"), event.get("state"));
            case "session.launched" -> begin(desk);
            case "session.closed" -> {
                begun.remove(desk);
                over = true;
            }
            case "view.line" -> heard(desk, event.get("displayName"));
            case "link.closed" -> cut = talking();
            default -> {}
        }
    }

    /** A yes is done when the application has begun, not before. */
    private void answered(Desk desk, Object invitation, Object state) {
        boolean yes = "ACCEPTING".equals(state) || "ACCEPTED".equals(state);
        if (yes && !begun.containsKey(desk)) {
            accepting.put(desk, invitation);
        } else if (!"OPEN".equals(state)) {
            asked.get(desk).remove(invitation);
        }
    }

    private void begin(Desk desk) {
        asked.get(desk).remove(accepting.remove(desk));
        if (begun.isEmpty()) {
            said.clear();
            cut = false;
            saidSince = false;
        }
        begun.put(desk, true);
    }

    private void heard(Desk desk, Object from) {
        if (desk.other().person().equals(from)) {
            said.put(desk.other(), true);
            saidSince = cut;
        }
    }

    private boolean talking() {
        return begun.size() == Desk.values().length;
    }

    /** The same again until what was proposed is done at both desks. */
    Proposal next() {
        if (last == null || begun.size() != 1) {
            last = proposal();
        }
        return last;
    }

    private Proposal proposal() {
        for (Desk desk : Desk.values()) {
            if (!asked.get(desk).isEmpty()) {
                String which = asked.get(desk).iterator().next().toString();
                return new Proposal(
                        desk,
                        "Nothing starts without a yes (decline says no)",
                        asked.get(desk).size() == 1 ? "accept" : "accept " + which);
            }
        }
        if (!talking()) {
            return over && begun.isEmpty()
                    ? new Proposal(Desk.LEFT, "That was the whole way; look around (help), or end it", QUIT)
                    : new Proposal(
                            Desk.LEFT,
                            "Invite the other desk into an application that both have",
                            "invite \"" + Desk.RIGHT.person() + "\" Chat \"Shall we talk?\"");
        }
        if (!said.containsKey(Desk.LEFT)) {
            return new Proposal(
                    Desk.LEFT, "The application runs at both desks now, in a private session", "say Good morning!");
        }
        if (!said.containsKey(Desk.RIGHT)) {
            return new Proposal(Desk.RIGHT, "Answer", "say Good morning to you!");
        }
        if (!cut) {
            return new Proposal(
                    Desk.LEFT,
                    "Cut the link between the two, as a network might: it heals",
                    "links --cut " + rightPeer);
        }
        if (!saidSince) {
            return new Proposal(Desk.RIGHT, "The session is the same, and nothing gets lost", "say Still here.");
        }
        return new Proposal(Desk.LEFT, "Enough said", "leave");
    }
}
