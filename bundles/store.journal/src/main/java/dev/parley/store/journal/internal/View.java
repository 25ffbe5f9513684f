package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.Coverage;
import java.util.Map;

/** What is there, for any thread. */
record View(Map<EndPointId, Coverage> coverage, long first, long next) {}
