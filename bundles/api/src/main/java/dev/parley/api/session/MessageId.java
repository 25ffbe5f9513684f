package dev.parley.api.session;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;

/**
 * Names a message within its session.
 *
 * @param peer who wrote it
 * @param author at which endpoint
 * @param sequence from 1, without gaps for one author, counted apart for durable ones, ephemeral ones to all, and those to one
 */
public record MessageId(PeerName peer, EndPointId author, long sequence) {}
