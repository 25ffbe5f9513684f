/** Talking to a running home. */
package dev.parley.launcher.control;
