package dev.parley.spi.discovery;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;

/**
 * What a provider knows of one way on one interface.
 *
 * @param networkInterface its name
 * @param way which way
 * @param verdict what is with it
 * @param explanation what was seen, a label for people
 * @param advice what to do, a label for people; empty when there is nothing to do
 */
public record WayReport(String networkInterface, Way way, Verdict verdict, String explanation, String advice) {}
