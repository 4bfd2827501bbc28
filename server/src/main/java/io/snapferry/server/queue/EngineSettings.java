package io.snapferry.server.queue;

import io.snapferry.plan.ExportSettings;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.plan.NamespaceGlob;
import io.snapferry.server.catalog.ExportOptions;
import java.util.List;

/** A job's options in the words of the engine: the same for an export and for its dry run. */
final class EngineSettings {
    private EngineSettings() {}

    static ExportSettings of(ExportOptions options, long chunkSizeBytes) {
        return new ExportSettings(
                options.jsonMode(),
                chunkSizeBytes,
                new NamespaceFilter(globs(options.include()), globs(options.exclude())));
    }

    private static List<NamespaceGlob> globs(List<String> texts) {
        return texts.stream().map(NamespaceGlob::new).toList();
    }
}
