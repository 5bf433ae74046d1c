package io.candor.serving;

/** What a placement does with the item being looked at ({@code context.item}). */
public enum ContextRule {
    /** It must be given and known: a placement that shows what is similar to it. */
    REQUIRED,
    /** It is used when given, and never shown. */
    OPTIONAL,
    /** It is not used, and never shown. */
    IGNORED
}
