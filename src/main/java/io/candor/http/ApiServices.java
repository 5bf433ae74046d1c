package io.candor.http;

import io.candor.serving.EventIntake;

/**
 * What the routes call, for one event loop.
 *
 * @param intake decides which events are believed; belongs to the event loop alone
 */
public record ApiServices(
        SlateService slates,
        ItemService items,
        ModelService models,
        EventIntake intake,
        EventService events,
        UserService users,
        ExperimentService experiments,
        ReportService reports) {}
