package io.candor.http;

/** How far an erasure has come when it is answered. */
public enum ErasureOutcome {
    /** The subject is gone everywhere. */
    DONE,
    /** The wish is durable and holds from now on; what is stored is removed when the storage can be reached again. */
    PENDING
}
