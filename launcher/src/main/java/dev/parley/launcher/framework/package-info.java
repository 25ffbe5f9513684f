/** Starts the framework with what a feature names, and ends it. */
package dev.parley.launcher.framework;
