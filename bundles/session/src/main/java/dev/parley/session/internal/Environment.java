package dev.parley.session.internal;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Sealer;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Links;

/**
 * What all sessions of this endpoint share.
 *
 * @param self this endpoint, as a member
 * @param views makes views for applications
 * @param observer is told what changes
 */
record Environment(
        Execution execution,
        Links links,
        Identity identity,
        Signatures signatures,
        Sealer sealer,
        Acquaintances acquaintances,
        SessionMember self,
        ViewProviders views,
        Observer observer) {
    /** Told on the session's own executor. */
    interface Observer {
        void launched(Session session);

        void changed(Session session, SessionState state);

        /** Nothing more is between the session and this member. */
        void ended(SessionId session, SessionMember member, CloseReason reason);

        void closed(Session session, CloseReason reason);
    }
}
