package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/** A text that mostly comes several times in a row, as the token of a slate does in a batch: equal ones become one string. */
final class RepeatedText {
    private char[] last = {};
    private String text = "";

    /** Returns the text at the parser's current token, a string. */
    String of(JsonParser parser) throws IOException {
        char[] chars = parser.getTextCharacters();
        int begin = parser.getTextOffset();
        int end = begin + parser.getTextLength();
        if (!Arrays.equals(chars, begin, end, last, 0, last.length)) {
            last = Arrays.copyOfRange(chars, begin, end);
            text = new String(last);
        }
        return text;
    }
}
