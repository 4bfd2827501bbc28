package io.snapferry.cli;

import io.snapferry.plan.NamespaceFilter;
import io.snapferry.plan.NamespaceGlob;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which namespaces. */
final class NamespaceOptions {
    @Option(
            names = "--include",
            paramLabel = "NS-GLOB",
            description = "Only matching namespaces, for example 'shop.*'. May be repeated.")
    private List<NamespaceGlob> include = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "NS-GLOB",
            description = "Leave matching namespaces out. May be repeated.")
    private List<NamespaceGlob> exclude = new ArrayList<>();

    NamespaceOptions() {}

    NamespaceFilter filter() {
        return new NamespaceFilter(include, exclude);
    }
}
