package io.candor.app;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the API may listen: with no key configured, on this machine only. */
final class Binding {
    private Binding() {}

    /** Throws INSECURE_BINDING when {@code host} is not a loopback address, PORT_UNAVAILABLE when it is no address. */
    static void check(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    throw new CandorException(
                            ErrorCode.INSECURE_BINDING,
                            "http.host is " + host + ", which others can reach, and no keys are configured;"
                                    + " without keys it must be a loopback address such as 127.0.0.1");
                }
            }
        } catch (UnknownHostException e) {
            throw new CandorException(ErrorCode.PORT_UNAVAILABLE, "http.host " + host + " is not an address", e);
        }
    }
}
