package dev.parley.spi.store;

/**
 * One record of a table.
 *
 * @param key unique in its table
 * @param value as it was written; not a copy
 */
public record StoredRecord(String key, byte[] value) {}
