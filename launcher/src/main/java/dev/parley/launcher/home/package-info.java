/** The person's folder. */
package dev.parley.launcher.home;
