package io.candor.http;

import io.candor.catalog.ItemChange;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One bulk on its way in. While a batch is made durable the request is paused, so that at most a chunk and a batch are
 * held. Belongs to its event loop.
 */
final class BulkUpload implements LineSplitter.Lines {
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final ItemService items;
    private final ItemBodyReader reader;
    private final HttpLimits limits;
    private final LineSplitter splitter;
    private final BulkReport report = new BulkReport();
    private List<ItemChange> pending = new ArrayList<>();
    private long bytes;
    private boolean over;

    BulkUpload(RoutingContext context, ItemService items, ItemBodyReader reader, HttpLimits limits) {
        this.context = context;
        this.request = context.request();
        this.items = items;
        this.reader = reader;
        this.limits = limits;
        this.splitter = new LineSplitter(limits.maxItemBody().toIntExact(), this);
    }

    static CandorException tooLarge(HttpLimits limits, int stored) {
        return new CandorException(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "the body has more than " + limits.maxBulkBody().bytes() + " bytes; " + stored
                        + " items were stored before that");
    }

    void begin() {
        request.exceptionHandler(gone -> over = true).handler(this::chunk).endHandler(end -> finish());
    }

    @Override
    public void line(int index, byte[] line, int offset, int length) {
        if (isBlank(line, offset, length)) {
            return;
        }
        try {
            pending.add(new ItemChange.Put(reader.read(line, offset, length, "")));
        } catch (CandorException e) {
            report.reject(index, e);
        }
    }

    @Override
    public void tooLong(int index) {
        report.reject(
                index,
                ErrorCode.PAYLOAD_TOO_LARGE,
                "the line has more than " + limits.maxItemBody().bytes() + " bytes");
    }

    private void chunk(Buffer chunk) {
        if (over) {
            return;
        }
        bytes += chunk.length();
        if (bytes > limits.maxBulkBody().bytes()) {
            fail(tooLarge(limits, report.accepted()));
            return;
        }
        splitter.feed(chunk.getBytes());
        if (pending.size() >= limits.bulkBatch()) {
            request.pause();
            store().onComplete(done -> request.resume(), this::storageFailed);
        }
    }

    private void finish() {
        if (over) {
            return;
        }
        splitter.end();
        store().onComplete(done -> Answers.json(context, report.write()), this::storageFailed);
    }

    /** Makes durable what is pending, batch by batch. */
    private Future<Void> store() {
        if (pending.isEmpty()) {
            return Future.succeededFuture();
        }
        int size = Math.min(limits.bulkBatch(), pending.size());
        List<ItemChange> batch = List.copyOf(pending.subList(0, size));
        pending = new ArrayList<>(pending.subList(size, pending.size()));
        return items.apply(batch).compose(done -> {
            report.accept(size);
            return store();
        });
    }

    private void storageFailed(Throwable failure) {
        if (failure instanceof CandorException problem) {
            fail(new CandorException(
                    problem.code(),
                    problem.getMessage() + "; " + report.accepted() + " items were stored before that",
                    problem));
        } else {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        over = true;
        context.fail(failure);
    }

    private static boolean isBlank(byte[] line, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
