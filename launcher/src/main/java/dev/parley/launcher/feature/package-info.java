/** What is to be started: Feature files (OSGi Compendium 159), and the jars that they name. */
package dev.parley.launcher.feature;
