package dev.parley.api.application;

import dev.parley.api.peer.PeerScope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Makes a component a PeerApplication. Stands beside {@code @Component(scope = PROTOTYPE)} on an {@link ApplicationInstance};
 * the build turns it into a {@code dev.parley.application} capability, from which the application is advertised before any
 * class of the bundle is loaded. Kept at run time for the test kit, which makes a bundle of a class.
 */
@ComponentPropertyType
@Capability(namespace = PeerApplicationComponent.NAMESPACE, attribute = "class=${@class}")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PeerApplicationComponent {
    /** The namespace of the capability. */
    String NAMESPACE = "dev.parley.application";

    /** The prefix of the component's properties. */
    String PREFIX_ = "parley.application.";

    /** A UUID made once, the same in every version. */
    @Attribute("id")
    String id();

    /** What people see: a label. */
    @Attribute("name")
    String name();

    /** An OSGi version, for example {@code 1.0}. */
    @Attribute("version:Version")
    String version();

    /** One line for people; a label. */
    @Attribute("description")
    String description() default "";

    /** Who may see that it is installed. */
    @Attribute("scope")
    PeerScope scope() default PeerScope.ALL;

    /** Path in the bundle of up to 16,384 bytes that mean something to it here; others are not told them. Empty for none. */
    @Attribute("data")
    String data() default "";
}
