package io.candor.storage;

import io.candor.config.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * Where a database is and how to get in.
 *
 * @param uri {@code postgresql://user@host:port/database?options}, without a password
 * @param password of its user, when it needs one
 */
public record DatabaseAddress(URI uri, Optional<Secret> password) {
    /** Returns the address of another database of the same server, for the same user. */
    public DatabaseAddress withDatabase(String name) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseAddress(
                URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/" + name + query), password);
    }
}
