package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;
import java.util.Map;

/** The addresses of the control plane, for firewalls: none, since whoever runs this server knows where it is. */
final class GetControlPlaneAddresses implements Operation {
    private final String base;

    GetControlPlaneAddresses(String base) {
        this.base = base;
    }

    @Override
    public Route route() {
        return Route.get(base + "/unauth/controlPlaneIPAddresses");
    }

    @Override
    public Permission permission() {
        return Permission.ANYONE;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "getControlPlaneAddresses", Tag.SERVER, "The addresses of the control plane: none")
                .answers(ControlPlane.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        Addresses none = new Addresses(Map.of(), Map.of(), Map.of());
        return Answer.ok(new ControlPlane(none, none));
    }

    private record ControlPlane(Addresses inbound, Addresses outbound) {}

    /** Addresses by region. */
    private record Addresses(
            Map<String, List<String>> aws, Map<String, List<String>> azure, Map<String, List<String>> gcp) {}
}
