package io.candor.training;

import io.candor.math.SplitMix64;
import io.candor.math.VectorKernels;

/**
 * Stochastic gradient descent in batches, on all cores and yet a function of the seed. Per sample, with step η:
 *
 * <pre>
 * a rating r of i by u          e = r − (mean + b_u + b_i + p_u·q_i),  loss e²
 *                               p_u += η·(e·q_i − λ·p_u)     q_i += η·(e·p_u − λ·q_i)     b += η·(e − λ_b·b)
 * i rather than j for u         e = σ(−(s_ui − s_uj)), s_ui = b_i + p_u·q_i,  loss ln(1 + exp(−(s_ui − s_uj)))
 *                               p_u += η·(e·(q_i − q_j) − λ·p_u)
 *                               q_i += η·(e·p_u − λ·q_i)     q_j += η·(−e·p_u − λ·q_j)    likewise b_i, b_j
 * </pre>
 *
 * <p>A batch is first measured, all samples against the rows as they are, in parallel; then the workers go through all its
 * samples in order, and each changes only the rows it owns. So no row is written by two threads, sums into a row have the
 * order of the samples, and the result depends neither on the number of threads nor on their timing.
 *
 * <p>Source: Koren, Bell, Volinsky 2009, "Matrix factorization techniques for recommender systems", equation 5; Rendle,
 * Freudenthaler, Gantner, Schmidt-Thieme 2009, "BPR", section 4. Differs: batches, and a bias of its own for items in BPR.
 */
final class SgdPass {
    private static final long EPOCH_STRIDE = 0x9e3779b97f4a7c15L;

    private final BiasedFactors model;
    private final SgdParameters parameters;
    private final RowWorkers workers;
    private final SampleBatch batch;
    private final double weight;

    /**
     * Creates one.
     *
     * @param weight by which samples count; their regularisation does too
     */
    SgdPass(BiasedFactors model, SgdParameters parameters, double weight, RowWorkers workers) {
        this.model = model;
        this.parameters = parameters;
        this.weight = weight;
        this.workers = workers;
        this.batch = new SampleBatch(parameters.batch(), model.dims);
    }

    /** Learns from the samples {@code from} to {@code to} of a pass; returns the sum of their losses before. */
    double run(int epoch, int from, int to, SampleSource source) {
        double loss = 0;
        float rate = (float) (parameters.rate(epoch) * weight);
        for (int start = from; start < to; start += parameters.batch()) {
            batch.from = start;
            batch.count = Math.min(parameters.batch(), to - start);
            workers.forEachPiece(workers.threads(), () -> piece -> measure(piece, epoch, source));
            workers.forEachPiece(workers.threads(), () -> owner -> learn(owner, rate));
            for (int s = 0; s < batch.count; s++) {
                loss += batch.loss[s];
            }
        }
        return loss;
    }

    private void measure(int piece, int epoch, SampleSource source) {
        int first = (int) ((long) batch.count * piece / workers.threads());
        int end = (int) ((long) batch.count * (piece + 1) / workers.threads());
        SplitMix64 random = new SplitMix64(0);
        for (int s = first; s < end; s++) {
            random.reseed(parameters.seed() + EPOCH_STRIDE * epoch + batch.from + s);
            source.draw(batch, s, random);
            batch.loss[s] = 0;
            if (batch.item[s] != SampleBatch.NONE) {
                measure(s);
            }
        }
    }

    private void measure(int s) {
        int dims = model.dims;
        int at = s * dims;
        int user = batch.user[s];
        int item = batch.item[s];
        int other = batch.other[s];
        System.arraycopy(model.users, user * dims, batch.userRows, at, dims);
        System.arraycopy(model.items, item * dims, batch.itemRows, at, dims);
        double score = model.itemBias[item] + VectorKernels.dot(batch.userRows, at, batch.itemRows, at, dims);
        if (other == SampleBatch.NONE) {
            double miss = batch.value[s] - (model.mean + model.userBias[user] + score);
            batch.pull[s] = (float) (batch.weight[s] * miss);
            batch.loss[s] = batch.weight[s] * miss * miss;
            return;
        }
        System.arraycopy(model.items, other * dims, batch.otherRows, at, dims);
        double lead = score - model.itemBias[other] - VectorKernels.dot(batch.userRows, at, batch.otherRows, at, dims);
        batch.pull[s] = (float) (batch.weight[s] / (1 + Math.exp(lead)));
        batch.loss[s] = batch.weight[s] * (Math.log1p(Math.exp(-Math.abs(lead))) - Math.min(lead, 0));
    }

    private void learn(int owner, float rate) {
        int owners = workers.threads();
        for (int s = 0; s < batch.count; s++) {
            if (batch.item[s] == SampleBatch.NONE) {
                continue;
            }
            if (batch.user[s] % owners == owner) {
                learnUser(s, rate);
            }
            if (batch.item[s] % owners == owner) {
                learnItem(batch.item[s], s, rate, batch.pull[s]);
            }
            if (batch.other[s] != SampleBatch.NONE && batch.other[s] % owners == owner) {
                learnItem(batch.other[s], s, rate, -batch.pull[s]);
            }
        }
    }

    private void learnUser(int s, float rate) {
        int dims = model.dims;
        int row = batch.user[s] * dims;
        int at = s * dims;
        float pull = batch.pull[s];
        float step = rate * batch.recency[s];
        float lambda = (float) parameters.lambda();
        float[] users = model.users;
        float[] liked = batch.itemRows;
        if (batch.other[s] != SampleBatch.NONE) {
            float[] left = batch.otherRows;
            for (int k = 0; k < dims; k++) {
                users[row + k] += step * (pull * (liked[at + k] - left[at + k]) - lambda * users[row + k]);
            }
            return;
        }
        for (int k = 0; k < dims; k++) {
            users[row + k] += rate * (pull * liked[at + k] - lambda * users[row + k]);
        }
        float bias = model.userBias[batch.user[s]];
        model.userBias[batch.user[s]] = bias + rate * (pull - (float) parameters.biasLambda() * bias);
    }

    private void learnItem(int item, int s, float rate, float pull) {
        int dims = model.dims;
        int row = item * dims;
        int at = s * dims;
        float lambda = (float) parameters.lambda();
        float[] items = model.items;
        float[] user = batch.userRows;
        for (int k = 0; k < dims; k++) {
            items[row + k] += rate * (pull * user[at + k] - lambda * items[row + k]);
        }
        float bias = model.itemBias[item];
        model.itemBias[item] = bias + rate * (pull - (float) parameters.biasLambda() * bias);
    }
}
