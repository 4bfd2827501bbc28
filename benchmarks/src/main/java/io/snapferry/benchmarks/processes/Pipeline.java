package io.snapferry.benchmarks.processes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Programs whose output is the next one's input.
 *
 * @param stages program and arguments of each, at least one
 * @param environment added to this process's
 */
record Pipeline(List<List<String>> stages, Map<String, String> environment) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Pipeline {
        stages = List.copyOf(stages);
        environment = Map.copyOf(environment);
    }

    static Pipeline of(List<List<String>> stages) {
        return new Pipeline(stages, Map.of());
    }

    /**
     * Runs it to its end.
     *
     * @param measured the script that counts what processes take; needs python3
     * @throws IOException when a program cannot be started or ends with another code than 0
     */
    Measured run(Path measured) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", measured.toString()));
        for (int i = 0; i < stages.size(); i++) {
            if (i > 0) {
                command.add("|");
            }
            command.addAll(stages.get(i));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("could not measure " + this);
        }
        Measured result = JSON.readValue(output, Measured.class);
        for (Measured.Program program : result.processes()) {
            if (program.exitCode() != 0) {
                throw new IOException(program.program() + " ended with " + program.exitCode() + " in " + this);
            }
        }
        return result;
    }

    /** As in a shell. */
    @Override
    public String toString() {
        return String.join(
                " | ", stages.stream().map(stage -> String.join(" ", stage)).toList());
    }

    /**
     * What the script prints.
     *
     * @param outputTail the last bytes of what the last program printed
     */
    record Measured(double wallSeconds, long outputBytes, String outputTail, List<Program> processes) {

        /** Of all programs of the pipeline. */
        double cpuSeconds() {
            return processes.stream().mapToDouble(Program::cpuSeconds).sum();
        }

        /** Of the largest program. */
        long peakRssBytes() {
            return processes.stream().mapToLong(Program::peakRssBytes).max().orElse(0);
        }

        /** One of the programs. */
        record Program(String program, int exitCode, double cpuSeconds, long peakRssBytes) {}
    }
}
