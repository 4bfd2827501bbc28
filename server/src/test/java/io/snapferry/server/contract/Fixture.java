package io.snapferry.server.contract;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How an operation is brought to its documented answer.
 *
 * @param preparation puts things into the catalog, and names them in the parameters of the path
 * @param body of the request, empty for none
 * @param status that is expected, 0 for any documented success
 */
record Fixture(Consumer<Situation> preparation, Function<Situation, String> body, int status) {
    /** For whatever can be read as it is. */
    static final Fixture READ = new Fixture(situation -> {}, situation -> "", 0);

    static Fixture after(Consumer<Situation> preparation) {
        return new Fixture(preparation, situation -> "", 0);
    }

    static Fixture sending(Function<Situation, String> body) {
        return new Fixture(situation -> {}, body, 0);
    }

    /** When what is right here is an error. */
    static Fixture refused(int status) {
        return new Fixture(situation -> {}, situation -> "", status);
    }
}
