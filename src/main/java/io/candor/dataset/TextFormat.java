package io.candor.dataset;

/** The delimited text formats, told apart by their first line. */
enum TextFormat {
    DOUBLE_COLON("::", '\0', "double-colon-separated"),
    TAB("\t", '\0', "tab-separated"),
    COMMA(",", '"', "comma-separated"),
    SEMICOLON(";", '"', "semicolon-separated");

    private final String separator;
    private final char quote;
    private final String description;

    TextFormat(String separator, char quote, String description) {
        this.separator = separator;
        this.quote = quote;
        this.description = description;
    }

    String separator() {
        return separator;
    }

    /** Returns the quote character, NUL where quotes mean nothing. */
    char quote() {
        return quote;
    }

    String description() {
        return description;
    }

    /** Returns the format whose separator occurs in a line, the first in order of declaration; comma when none does. */
    static TextFormat of(String line) {
        for (TextFormat format : values()) {
            if (line.contains(format.separator)) {
                return format;
            }
        }
        return COMMA;
    }
}
