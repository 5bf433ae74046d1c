package io.candor.error;

/**
 * One thing that is wrong with an input: where, and what would have been right.
 *
 * @param field where, as a path the sender would recognise ({@code limit}, {@code context.recent[3]}, {@code
 *     http.port}); empty when it concerns the whole document
 * @param message what is wrong, with the value and the bound in it; never a secret
 */
public record Violation(String field, String message) {
    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
