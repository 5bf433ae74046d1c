package io.candor.experiment;

/** Computes the results of one experiment. Used once. */
final class ResultsComputation {
    private final ResultsInput input;
    private final ResultsConfig config;

    ResultsComputation(ResultsInput input, ResultsConfig config) {
        this.input = input;
        this.config = config;
    }

    ExperimentResults results() {
        throw new UnsupportedOperationException(input + " " + config);
    }
}
