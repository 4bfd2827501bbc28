package io.snapferry.source.dump;

import java.util.ArrayList;
import java.util.List;

/** Collects what a reader should know, and counts what would be too much to list. */
final class Notices {
    private static final int MAX_LISTED = 20;

    private final List<String> notices = new ArrayList<>();
    private int unlisted;

    void add(String notice) {
        if (notices.size() < MAX_LISTED) {
            notices.add(notice);
        } else {
            unlisted++;
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>(notices);
        if (unlisted > 0) {
            all.add("and " + unlisted + " notices more");
        }
        return List.copyOf(all);
    }
}
