package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Carries the {@link SecretBox} of a catalog to wherever a row is read or written. */
public final class Secrets implements JdbiConfig<Secrets> {
    private @Nullable SecretBox box;

    /** For Jdbi. */
    public Secrets() {}

    /** From now on secrets are read and written with this box. */
    static void use(Jdbi jdbi, SecretBox box) {
        jdbi.configure(Secrets.class, secrets -> secrets.box = box);
    }

    static String seal(Handle handle, String column, Id<?> row, String secret) {
        return in(handle.getConfig()).seal(new SecretBox.Place(column, row.hex()), secret);
    }

    /** @throws UnreadableSecretException when it cannot be decrypted */
    static String open(StatementContext context, String column, String row, String sealed) {
        return in(context.getConfig()).open(new SecretBox.Place(column, row), sealed);
    }

    private static SecretBox in(ConfigRegistry config) {
        SecretBox box = config.get(Secrets.class).box;
        if (box == null) {
            throw new IllegalStateException("the catalog's secrets have no key yet");
        }
        return box;
    }

    @Override
    public Secrets createCopy() {
        Secrets copy = new Secrets();
        copy.box = box;
        return copy;
    }
}
