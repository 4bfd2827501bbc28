package io.snapferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * A command that ran in this process, and what came of it.
 *
 * @param status its exit status
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int status, String out, String err) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = SnapferryCommand.commandLine(arguments);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int status = command.execute(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }

    /** For a command that must succeed. */
    static CommandRun done(String... arguments) {
        CommandRun run = of(arguments);
        if (run.status != 0) {
            throw new AssertionError(String.join(" ", arguments) + " ended with " + run.status + ": " + run.err);
        }
        return run;
    }

    static CommandRun of(List<String> arguments) {
        return of(arguments.toArray(String[]::new));
    }

    static CommandRun done(List<String> arguments) {
        return done(arguments.toArray(String[]::new));
    }

    /** The one JSON value on standard output. */
    JsonNode json() {
        return json(out);
    }

    /** Each line of standard output as JSON. */
    List<JsonNode> jsonLines() {
        return out.lines().map(CommandRun::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
