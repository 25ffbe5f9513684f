/** {@code parley demo}: two peers on this machine, as two processes, and the path that two people walk. */
package dev.parley.launcher.demo;
