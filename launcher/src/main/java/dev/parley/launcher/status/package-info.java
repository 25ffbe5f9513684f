/** How a run ends. */
package dev.parley.launcher.status;
