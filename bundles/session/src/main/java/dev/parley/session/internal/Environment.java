package dev.parley.session.internal;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.link.Links;

/**
 * What all sessions of this endpoint share.
 *
 * @param self this endpoint, as a member
 * @param views makes views for applications
 * @param observer is told what changes
 */
record Environment(Execution execution, Links links, SessionMember self, ViewProviders views, Observer observer) {
    /** Told on the session's own executor. */
    interface Observer {
        void launched(Session session);

        void changed(Session session, SessionState state);

        /** @param other who was the other member; null when nobody was admitted */
        void closed(Session session, SessionMember other, CloseReason reason);
    }
}
