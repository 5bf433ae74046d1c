/** Configuration: YAML and environment to records, all problems reported at once. Mechanism only; each feature's record lives beside its user. */
@NullMarked
package io.candor.config;

import org.jspecify.annotations.NullMarked;
