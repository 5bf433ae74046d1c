package io.candor.event;

import java.util.Map;
import java.util.UUID;

/**
 * Where and with which probability the item of an event had been shown: taken from the slate token, never from the client.
 *
 * @param requestId of the slate
 * @param slateMillis when the slate was made, epoch milliseconds
 * @param placement where
 * @param model version of the model
 * @param policy exploration policy
 * @param variants experiment arms, by experiment
 * @param position 1-based
 * @param propensity probability with which it was shown there, in (0, 1]
 */
public record Shown(
        UUID requestId,
        long slateMillis,
        String placement,
        String model,
        String policy,
        Map<String, String> variants,
        int position,
        double propensity) {
    public Shown {
        variants = Map.copyOf(variants);
    }
}
