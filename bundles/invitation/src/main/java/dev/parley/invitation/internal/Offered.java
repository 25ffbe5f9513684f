package dev.parley.invitation.internal;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.session.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What an offer says, checked.
 *
 * @param session the session that whoever accepts joins
 * @param application what it is about
 * @param message a label
 * @param data at most 16,384 bytes; read-only
 * @param remaining until the deadline; more than zero, at most 7 days
 */
record Offered(SessionId session, ApplicationId application, String message, ByteBuffer data, Duration remaining) {}
