/**
 * The class archive that makes the next start fast: where it lies, whether it still fits, and how it is made.
 */
package dev.parley.launcher.archive;
