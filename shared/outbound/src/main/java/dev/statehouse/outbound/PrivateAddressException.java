package dev.statehouse.outbound;

import java.net.ConnectException;

/** The name stands for an address that is not called: it is none of the public internet. */
public final class PrivateAddressException extends ConnectException {

    private static final long serialVersionUID = 1L;

    PrivateAddressException() {
        super("not an address of the public internet");
    }
}
