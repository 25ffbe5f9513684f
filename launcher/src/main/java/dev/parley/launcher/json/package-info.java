/** JSON (RFC 8259), as little of it as the launcher needs, so that nothing but the framework lies on its class path. */
package dev.parley.launcher.json;
