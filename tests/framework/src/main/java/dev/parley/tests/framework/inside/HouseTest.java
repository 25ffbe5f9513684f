package dev.parley.tests.framework.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.spi.link.Links;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What the launcher made of the feature. */
class HouseTest {
    @Test
    void everyBundleIsActive() {
        List<String> idle = Arrays.stream(Osgi.context().getBundles())
                .filter(bundle -> !Osgi.isFragment(bundle) && bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::toString)
                .toList();
        assertEquals(List.of(), idle);
    }

    @Test
    void everyComponentIsSatisfied() {
        try (Walk walk = Walk.signIn()) { // the last of them wait for the keys to be read
            walk.meet();
        }
        ServiceComponentRuntime runtime = Osgi.service(ServiceComponentRuntime.class);
        Collection<ComponentDescriptionDTO> all = runtime.getComponentDescriptionDTOs();
        List<String> missing = all.stream()
                .filter(component -> !isSatisfied(runtime.getComponentConfigurationDTOs(component)))
                .map(component -> component.name)
                .toList();

        assertFalse(all.isEmpty());
        assertEquals(List.of(), missing);
    }

    private static boolean isSatisfied(Collection<ComponentConfigurationDTO> configurations) {
        int good = ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE;
        return !configurations.isEmpty() && configurations.stream().allMatch(one -> (one.state & good) != 0);
    }

    @Test
    void everyBundleWithComponentsHasThem() {
        ServiceComponentRuntime runtime = Osgi.service(ServiceComponentRuntime.class);
        List<Bundle> wrong = Osgi.core().stream()
                .filter(bundle -> bundle.getHeaders().get("Service-Component") != null)
                .filter(bundle -> runtime.getComponentDescriptionDTOs(bundle).size()
                        != bundle.getHeaders().get("Service-Component").split(",").length)
                .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void theConfigurationArrived() throws IOException {
        String asked = Osgi.context().getProperty("parley.tests.realm");
        assertEquals(
                asked,
                Osgi.service(ConfigurationAdmin.class)
                        .getConfiguration("dev.parley.transport", "?")
                        .getProperties()
                        .get("realm"));
        assertEquals(asked, Osgi.service(Links.class).realm());
    }

    @Test
    void theCapabilityOfAnApplicationEqualsItsService() throws InvalidSyntaxException {
        BundleCapability capability = Osgi.bundle("app.chat")
                .adapt(BundleWiring.class)
                .getCapabilities(PeerApplicationComponent.NAMESPACE)
                .get(0);
        Map<String, Object> advertised = capability.getAttributes();
        ServiceReference<ApplicationInstance> service = chat();

        Stream.of("id", "name", "version", "description")
                .forEach(name -> assertEquals(
                        withoutZeros(advertised.get(name)),
                        withoutZeros(service.getProperty(PeerApplicationComponent.PREFIX_ + name)),
                        name));
    }

    /** As a capability a version has three numbers, as a property it is the author's text. */
    private static String withoutZeros(Object value) {
        return String.valueOf(value).replaceFirst("(\\d+\\.\\d+)\\.0$", "$1");
    }

    @Test
    void twoLaunchesGiveTwoInstances() throws InvalidSyntaxException {
        ServiceObjects<ApplicationInstance> launches = Osgi.context().getServiceObjects(chat());
        ApplicationInstance one = launches.getService();
        ApplicationInstance other = launches.getService();
        try {
            assertNotSame(one, other);
        } finally {
            launches.ungetService(one);
            launches.ungetService(other);
        }
    }

    private static ServiceReference<ApplicationInstance> chat() throws InvalidSyntaxException {
        Collection<ServiceReference<ApplicationInstance>> all = Osgi.context()
                .getServiceReferences(ApplicationInstance.class, "(" + PeerApplicationComponent.PREFIX_ + "name=Chat)");
        assertEquals(1, all.size());
        return all.iterator().next();
    }
}
