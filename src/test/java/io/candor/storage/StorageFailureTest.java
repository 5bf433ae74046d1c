package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageFailureTest {
    @ParameterizedTest
    @CsvSource({
        "57P01, STORAGE_UNAVAILABLE",
        "57P03, STORAGE_UNAVAILABLE",
        "57014, STORAGE_UNAVAILABLE",
        "53300, STORAGE_UNAVAILABLE",
        "40001, STORAGE_UNAVAILABLE",
        "25006, STORAGE_UNAVAILABLE",
        "23505, INTERNAL",
        "42P01, INTERNAL",
        "22021, INTERNAL"
    })
    void of_sqlState_saysWhoseFaultItIs(String state, ErrorCode code) {
        CandorException failure = StorageFailure.of(new PgException("secret detail", "ERROR", state, "more"));
        assertEquals(code, failure.code());
        assertFalse(String.valueOf(failure.getMessage()).contains("secret"), failure.toString());
    }

    @Test
    void of_lostConnection_isUnavailable() {
        for (Exception cause : new Exception[] {
            new ConnectException("refused: /10.0.0.1"), ClosedConnectionException.INSTANCE, new TimeoutException("t")
        }) {
            CandorException failure = StorageFailure.of(cause);
            assertEquals(ErrorCode.STORAGE_UNAVAILABLE, failure.code());
            assertSame(cause, failure.getCause());
        }
    }

    @Test
    void of_ourOwn_isKept() {
        CandorException ours = new CandorException(ErrorCode.MODEL_NOT_FOUND, "there is no model x");
        assertSame(ours, StorageFailure.of(ours));
    }

    @Test
    void refusedData_onlyClassesOfData_areToldApart() {
        for (String state : List.of("22021", "22008", "23505")) {
            PgException refused = new PgException("secret detail", "ERROR", state, "more");
            assertEquals(Optional.of(state), StorageFailure.refusedData(refused));
            assertEquals(Optional.of(state), StorageFailure.refusedData(StorageFailure.of(refused)));
        }
        for (String state : List.of("42601", "57P01", "40P01", "25006")) {
            PgException other = new PgException("secret detail", "ERROR", state, "more");
            assertEquals(Optional.empty(), StorageFailure.refusedData(StorageFailure.of(other)));
        }
        assertEquals(Optional.empty(), StorageFailure.refusedData(new IOException("gone")));
    }
}
