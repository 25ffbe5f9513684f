package dev.parley.transport.internal;

import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The same links, for people to look at. */
@Component
public final class LinkMonitorComponent implements LinkMonitor {
    private final LinkKeeper keeper;

    /** @param links whose */
    @Activate
    public LinkMonitorComponent(@Reference LinksComponent links) {
        keeper = links.keeper();
    }

    @Override
    public List<LinkInfo> links() {
        return keeper.all().stream().map(LinkImpl::info).toList();
    }

    @Override
    public boolean cut(EndPointId endpoint) {
        Optional<LinkImpl> link = keeper.find(endpoint);
        link.ifPresent(there -> there.abort("it was cut here"));
        return link.isPresent();
    }

    @Override
    public Subscription onChange(Consumer<LinkEvent> listener) {
        return keeper.onEvent(listener);
    }
}
