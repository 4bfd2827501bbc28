package io.snapferry.server.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells of a component of a wire record what its type does not. On an optional, a list or a map it is about the values in it.
 * {@code SpecificationContractTest} and its like hold real answers against it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Wire {
    /** What it is, as a sentence without full stop. */
    String value() default "";

    /** The texts that it can be; none for any. */
    String[] choices() default {};

    /** The form of a text, a regular expression for the whole of it; empty for any. */
    String pattern() default "";

    /** The least number. */
    long min() default Long.MIN_VALUE;

    /** The greatest number. */
    long max() default Long.MAX_VALUE;
}
