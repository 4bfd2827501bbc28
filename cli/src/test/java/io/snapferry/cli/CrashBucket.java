package io.snapferry.cli;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;

/** A bucket that servers export to while they are killed. */
interface CrashBucket {
    /** Its store's settings, as one line of YAML. */
    String store();

    /** What is in it below a prefix: content by key below the prefix. */
    SortedMap<String, String> tree(String prefix) throws IOException;

    /** For each object below a prefix something that becomes another when the object is written again. */
    Map<String, Object> writings(String prefix) throws IOException;
}
