package io.candor.verticle;

import io.candor.http.ApiServices;
import io.candor.serving.CurrentModel;
import io.candor.serving.EventIntake;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the API of one event loop calls: the verticles, over the bus.
 *
 * @param intake belongs to that event loop
 * @param profiles shared by all
 * @param models shared by all
 */
public record BusServices(
        LocalBus bus,
        CurrentModel models,
        ProfileAccess profiles,
        EventIntake intake,
        InstantSource clock,
        LongSupplier nanoTime) {
    /** Returns them for the calling event loop. */
    ApiServices onThisLoop(Vertx vertx) {
        ProfileLoader loader = profiles.loader(vertx);
        return new ApiServices(
                new BusSlateService(bus, loader),
                new BusItemService(bus, models),
                new BusModelService(bus),
                intake,
                new BusEventService(bus),
                new BusUserService(bus, loader, profiles.rules(), profiles.erased(), models, clock, nanoTime),
                new BusExperimentService(bus),
                new BusReportService(bus));
    }
}
