/** Where the log goes. */
package dev.parley.launcher.log;
