package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PriorityTest {
    @ParameterizedTest
    @EnumSource(ApiRoute.class)
    void of_pathOfARoute_isThatOfWhatTheRouteDoes(ApiRoute route) {
        Priority expected = switch (route) {
            case EVENTS -> Priority.EVENTS;
            case RECOMMEND, SIMILAR -> Priority.SLATES;
            default -> Priority.REST;
        };
        assertEquals(expected, Priority.of(route.template().replaceAll("\\{[a-z]+}", "x")));
    }
}
