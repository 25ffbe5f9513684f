package dev.parley.presence.internal;

import dev.parley.spi.card.KnownEndpoint;
import java.util.List;

/** What one endpoint told, all of it proven: the objects are for this bundle only. */
record Told(KnownEndpoint endpoint, List<ShownObject> objects) {}
