package io.snapferry.server.schema;

/**
 * An attribute of an object, or a parameter.
 *
 * @param name as on the wire
 * @param schema of its value
 * @param isRequired whether it is always there
 * @param isNullable whether {@code null} stands for nothing, rather than the absence of the attribute
 * @param text what it is, as a sentence without full stop; may be empty
 */
public record Property(String name, Schema schema, boolean isRequired, boolean isNullable, String text) {

    /** One that must be there. */
    public static Property required(String name, Schema schema, String text) {
        return new Property(name, schema, true, false, text);
    }

    /** One that must be there and explains itself. */
    public static Property required(String name, Schema schema) {
        return required(name, schema, "");
    }

    /** One that may be left out. */
    public static Property optional(String name, Schema schema, String text) {
        return new Property(name, schema, false, false, text);
    }

    /** One that may be left out and explains itself. */
    public static Property optional(String name, Schema schema) {
        return optional(name, schema, "");
    }
}
