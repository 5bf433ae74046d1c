package io.candor.verticle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.function.Function;

/**
 * Messages between the verticles of this process: by reference, and to the instance on the sender's own event loop where there
 * is one per loop. Thread-safe.
 */
public final class LocalBus {
    /** {@link RetrieveMessage} → {@link io.candor.serving.Draft}; one consumer per event loop. */
    static final String RETRIEVAL = "candor.retrieval";
    /** {@link RankMessage} → {@link io.candor.serving.Slate}; one consumer per event loop. */
    static final String RANKING = "candor.ranking";
    /** {@link RecordMessage} → {@link io.candor.http.Receipt}; one consumer per event loop. */
    static final String EVENTS = "candor.events";
    /** {@link UserMessage} → what each says; one consumer. */
    static final String USERS = "candor.users";
    /** {@link ModelMessage} → what each says; one consumer. */
    static final String MODELS = "candor.models";
    /** {@link ExperimentMessage} → what each says; one consumer. */
    static final String EXPERIMENTS = "candor.experiments";
    /** {@link ItemsMessage} → nothing; one consumer. */
    static final String ITEMS = "candor.items";

    private static final DeliveryOptions OPTIONS =
            new DeliveryOptions().setCodecName(ByReferenceCodec.NAME).setLocalOnly(true);

    private final EventBus events;

    private LocalBus(EventBus events) {
        this.events = events;
    }

    /** Prepares the event bus of a new Vert.x for messages by reference; once for each. */
    public static LocalBus install(Vertx vertx) {
        return new LocalBus(vertx.eventBus().registerCodec(new ByReferenceCodec()));
    }

    /** Returns the address of the consumer on the calling event loop. */
    static String onThisLoop(String address) {
        return address + "@" + Thread.currentThread().threadId();
    }

    /** Asks; a failure of the receiver arrives as it was thrown there, DEADLINE_EXCEEDED when it says nothing for 30 s. */
    <T> Future<T> ask(String address, Object message) {
        return ask(address, message, OPTIONS);
    }

    /** As {@link #ask(String, Object)}, with the patience of {@link #within}. */
    <T> Future<T> ask(String address, Object message, DeliveryOptions patience) {
        return events.<T>request(address, message, patience)
                .map(Message::body)
                .recover(failure -> Future.failedFuture(Refusal.unwrap(failure)));
    }

    /** Returns for how long to wait for an answer. */
    static DeliveryOptions within(Duration patience) {
        return new DeliveryOptions()
                .setCodecName(ByReferenceCodec.NAME)
                .setLocalOnly(true)
                .setSendTimeout(patience.toMillis());
    }

    /** A question to a consumer on the same event loop, and where its answer goes. */
    private record Question(Object message, Promise<Object> answer) {}

    /**
     * Asks a consumer that answers at once ({@link #answer}), on the calling event loop. That needs neither an address for the reply nor
     * a timer.
     */
    @SuppressWarnings("unchecked") // who asks knows what is answered at the address
    <T> Future<T> askHere(String address, Object message) {
        Promise<Object> answer = Promise.promise();
        events.send(address, new Question(message, answer), OPTIONS);
        return (Future<T>) answer.future();
    }

    /** Answers what is asked at an address ({@link #askHere}) at once, on the calling event loop. */
    @SuppressWarnings("unchecked") // who asks knows what is asked at the address
    <M, R> Future<Void> answer(String address, Function<M, R> handler) {
        return events.<Question>localConsumer(address, message -> {
                    Question question = message.body();
                    try {
                        question.answer.complete(handler.apply((M) question.message));
                    } catch (RuntimeException | Error e) {
                        // Nobody else tells who waits, and there is no timer.
                        question.answer.fail(e);
                    }
                })
                .completion();
    }

    /** Answers what is asked at an address when a future completes. */
    <M, R> Future<Void> answerLater(String address, Function<M, Future<R>> handler) {
        return events.<M>localConsumer(
                        address,
                        message -> answerOf(handler, message.body())
                                .onSuccess(reply -> message.reply(reply, OPTIONS))
                                .onFailure(failure -> message.reply(new Refusal(failure), OPTIONS)))
                .completion();
    }

    private static <M, R> Future<R> answerOf(Function<M, Future<R>> handler, M message) {
        try {
            return handler.apply(message);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
