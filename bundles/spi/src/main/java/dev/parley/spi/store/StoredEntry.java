package dev.parley.spi.store;

/**
 * An entry that is on disk.
 *
 * @param position from 1
 */
public record StoredEntry(long position, JournalEntry entry) {}
