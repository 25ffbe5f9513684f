/** Tests that run inside the framework, beside the bundles of a feature: {@code InFelixTest} starts it, and another peer to meet. */
package dev.parley.tests.framework.inside;
