package dev.parley.api.session;

import java.util.Optional;

/**
 * A session's state is another now.
 *
 * @param from the state before
 * @param to the state now
 * @param reason why it closed; only with {@link SessionState#CLOSED}
 */
public record StateChange(SessionState from, SessionState to, Optional<CloseReason> reason) {}
