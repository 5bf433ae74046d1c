package io.candor.app;

import io.candor.access.KeyRing;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the API may listen: without keys, on this machine only. */
final class Binding {
    private Binding() {}

    /**
     * Throws INSECURE_BINDING when {@code host} is not a loopback address and no request needs a key, PORT_UNAVAILABLE when it
     * is no address.
     */
    static void check(String host, KeyRing ring) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress() && !ring.isRequired()) {
                    throw new CandorException(
                            ErrorCode.INSECURE_BINDING,
                            "http.host is " + host + ", which others can reach, and there are no API keys;"
                                    + " without keys it must be a loopback address such as 127.0.0.1;"
                                    + " candor keys create makes one");
                }
            }
        } catch (UnknownHostException e) {
            throw new CandorException(ErrorCode.PORT_UNAVAILABLE, "http.host " + host + " is not an address", e);
        }
    }
}
