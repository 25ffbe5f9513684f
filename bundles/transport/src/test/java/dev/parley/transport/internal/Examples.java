package dev.parley.transport.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** What tests begin with. */
final class Examples {
    private Examples() {}

    /** The numbers of the design, as nobody configured anything. */
    static Settings settings() {
        return settings(Map.of());
    }

    /** The same, but for some, by the name of the configuration's key. */
    static Settings settings(Map<String, Object> changed) {
        return LinksComponent.settings((LinksComponent.Config) Proxy.newProxyInstance(
                Examples.class.getClassLoader(),
                new Class<?>[] {LinksComponent.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
