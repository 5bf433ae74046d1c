package io.candor.http;

/** What the routes call, for one event loop. */
public record ApiServices(SlateService slates, ItemService items, ModelService models) {}
