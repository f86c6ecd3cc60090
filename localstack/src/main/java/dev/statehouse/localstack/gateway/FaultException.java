package dev.statehouse.localstack.gateway;

/** The gateway answers by itself; carries no stack trace, since it says nothing about our code. */
final class FaultException extends Exception {
    private final GatewayFault fault;

    FaultException(GatewayFault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    GatewayFault fault() {
        return fault;
    }
}
