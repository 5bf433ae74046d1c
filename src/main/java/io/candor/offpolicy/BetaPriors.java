package io.candor.offpolicy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters of Beta distributions, one pair an item. Immutable.
 *
 * <p>Read from YAML: a map from campaign to {@code alpha} and {@code beta}, lists of numbers of 1 or more.
 */
public final class BetaPriors {
    private final double[] alpha;
    private final double[] beta;

    private BetaPriors(double[] alpha, double[] beta) {
        this.alpha = alpha;
        this.beta = beta;
    }

    /**
     * Reads those of a campaign.
     *
     * @throws CandorException DATASET_INVALID when the file is no such one, or has no such campaign
     */
    public static BetaPriors read(Path file, String campaign) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            List<String> campaigns = new ArrayList<>();
            root.fieldNames().forEachRemaining(campaigns::add);
            if (!root.path(campaign).isObject()) {
                throw new CandorException(
                        ErrorCode.DATASET_INVALID,
                        file + " has no campaign '" + campaign + "'; there are: " + String.join(", ", campaigns));
            }
            double[] alpha = numbers(file, campaign, root.path(campaign).path("alpha"));
            double[] beta = numbers(file, campaign, root.path(campaign).path("beta"));
            if (alpha.length != beta.length || alpha.length == 0) {
                throw new CandorException(
                        ErrorCode.DATASET_INVALID,
                        file + ": campaign '" + campaign + "' has " + alpha.length + " alphas and " + beta.length
                                + " betas");
            }
            return new BetaPriors(alpha, beta);
        } catch (JsonProcessingException e) {
            throw new CandorException(ErrorCode.DATASET_INVALID, file + " is not YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CandorException(ErrorCode.DATASET_INVALID, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static double[] numbers(Path file, String campaign, JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.path(i).asDouble(Double.NaN);
            if (!(numbers[i] >= 1 && numbers[i] < Double.POSITIVE_INFINITY)) {
                throw new CandorException(
                        ErrorCode.DATASET_INVALID,
                        file + ": campaign '" + campaign + "', item " + i + ": alpha and beta must be 1 or more, was "
                                + list.path(i));
            }
        }
        return numbers;
    }

    double[] alpha() {
        return alpha;
    }

    double[] beta() {
        return beta;
    }
}
