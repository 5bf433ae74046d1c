package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.app.TestServer.Answer;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An arm that names a model gets it, whichever model is active. */
@ExtendWith(PostgresExtension.class)
final class ExperimentModelIT {
    private static final String ARM_OF_A =
            "{\"enabled\":true,\"variants\":[{\"id\":\"old\",\"overrides\":{\"model\":\"a\"}}]}";

    @TempDir
    private Path directory;

    @Test
    void model_ofAnArm_staysWhileOthersAreActivated(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("a", 200, 1);
            server.awaitModel("a");
            assertEquals(
                    400,
                    server.call("PUT", "/v1/experiments/e", ARM_OF_A.replace("\"a\"", "\"typo\""))
                            .status());
            assertEquals(201, server.call("PUT", "/v1/experiments/e", ARM_OF_A).status());
            assertEquals("a", served(server));

            server.offer("b", 200, 2);
            server.await("b is active", () -> active(server).equals("b"));
            assertEquals("a", served(server));

            toggle(server, false);
            server.await("nobody holds the old model", () -> served(server).equals("b"));
            toggle(server, true);
            server.await("the arm has its model again", () -> served(server).equals("a"));

            assertEquals(200, server.call("POST", "/v1/models/a/activate", "").status());
            assertEquals("a", served(server));
            assertEquals(200, server.call("POST", "/v1/models/b/activate", "").status());
            assertEquals("a", served(server));
        }
    }

    private static void toggle(TestServer server, boolean enabled) throws Exception {
        Answer answer = server.call("POST", "/v1/experiments/e/toggle", "{\"enabled\":" + enabled + "}");
        assertEquals(200, answer.status());
    }

    /** Returns which model made a slate; one that is not the arm's is degraded, and counts for no arm. */
    private static String served(TestServer server) throws Exception {
        Answer answer = server.recommend("home", "{\"user\":\"user-1\",\"limit\":5}");
        assertEquals(200, answer.status());
        boolean missing = answer.text("degraded").equals("model_unavailable");
        assertTrue(
                !missing || !answer.text("model").equals("a"), answer.response().body());
        return answer.text("model");
    }

    private static String active(TestServer server) throws Exception {
        for (var model : server.call("GET", "/v1/models", "").body().path("models")) {
            if (model.path("serving").asBoolean()) {
                return model.path("version").asText();
            }
        }
        return "";
    }
}
