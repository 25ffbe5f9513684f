/** Part of the build: turns what the resolver chose into Feature files, and lists whose work is shipped. */
package dev.parley.features;
