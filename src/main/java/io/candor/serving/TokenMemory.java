package io.candor.serving;

import io.candor.event.SlateTokens;
import io.candor.event.TokenVerdict;
import java.util.LinkedHashMap;
import java.util.Map;

/** The verdicts on the last tokens of one batch: most events of a batch carry the same one. Belongs to one thread. */
final class TokenMemory {
    private static final int TOKENS = 16;

    private final SlateTokens tokens;
    private final Map<String, TokenVerdict> verdicts = new LinkedHashMap<>();
    private String last = "";
    private TokenVerdict lastVerdict = new TokenVerdict.Refused(TokenVerdict.Reason.MALFORMED);

    TokenMemory(SlateTokens tokens) {
        this.tokens = tokens;
    }

    TokenVerdict verify(String token) {
        if (!token.equals(last)) {
            if (verdicts.size() == TOKENS) {
                verdicts.remove(verdicts.keySet().iterator().next());
            }
            lastVerdict = verdicts.computeIfAbsent(token, tokens::verify);
            last = token;
        }
        return lastVerdict;
    }
}
