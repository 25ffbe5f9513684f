/** The {@code parley} command. */
package dev.parley.launcher;
