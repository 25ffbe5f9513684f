/** Applications that tests deploy; only what their bundles may import is used here. */
package dev.parley.tests.framework.app;
