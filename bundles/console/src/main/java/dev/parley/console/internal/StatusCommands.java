package dev.parley.console.internal;

import dev.parley.api.collaboration.Me;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import java.util.List;

/** {@code status}. */
final class StatusCommands {
    private final Services services;

    StatusCommands(Services services) {
        this.services = services;
    }

    List<Command> all() {
        return List.of(new Command(
                "status",
                "[STATUS] [TEXT]",
                "Shows your status and that of the people you watch, or sets yours until you sign out. STATUS is one of "
                        + Words.statuses() + ".",
                this::status));
    }

    private Reply status(Arguments arguments) {
        if (arguments.count() > 0) {
            PresenceStatus status = Words.constant(PresenceStatus.class, arguments.word(0), "status");
            services.profile().present(new PresenceInfo(status, arguments.rest(1)));
        }
        Me me = services.collaboration().me();
        List<EndPointPresence> watched = services.watched().all();
        Table table = new Table("PEER", "ENDPOINT", "STATUS").row("you", me.endpointName(), Words.of(me.presence()));
        watched.forEach(endpoint ->
                table.row(services.nameOf(endpoint.peer()), endpoint.endpointName(), Words.of(endpoint.presence())));
        return new Reply(
                Describe.ordered(
                        "me",
                        Describe.me(me),
                        "watched",
                        watched.stream().map(Describe::watched).toList()),
                table.toString());
    }
}
