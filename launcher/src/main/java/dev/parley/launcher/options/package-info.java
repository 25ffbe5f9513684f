/** What a person can say on the command line or in the environment. */
package dev.parley.launcher.options;
