package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The route of reports; every answer is held to the contract. */
final class ReportsIT {
    @Test
    void get_kind_answersItsNewestReport() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer report = server.get("/v1/reports/position-bias");
            assertEquals(200, report.status());
            assertEquals(3, report.json().path("version").asInt());
            assertTrue(report.json().at("/report/bias/curves").isArray());

            ApiAnswer none = server.get("/v1/reports/anything");
            assertEquals(404, none.status());
            assertEquals("report_not_found", none.json().path("code").asText());
            assertEquals(400, server.get("/v1/reports/%FF").status());
        }
    }
}
