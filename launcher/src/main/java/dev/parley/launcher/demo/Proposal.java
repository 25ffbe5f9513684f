package dev.parley.launcher.demo;

/**
 * What one might do next.
 *
 * @param desk who does it
 * @param why in a sentence, for whoever plays both
 * @param command as typed there
 */
record Proposal(Desk desk, String why, String command) {}
