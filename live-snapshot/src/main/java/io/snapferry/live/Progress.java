package io.snapferry.live;

import io.snapferry.source.Namespace;

/** Hears how far a snapshot is. Called from several threads at the same time; must return quickly. */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = new Progress() {
        @Override
        public void planned(ReadMode mode, int collections) {}

        @Override
        public void read(Namespace namespace, long documents, long bytes) {}

        @Override
        public void finished(Namespace namespace) {}
    };

    /** Says what will be read, once, before all others. Views count as collections. */
    void planned(ReadMode mode, int collections);

    /**
     * Says that more documents were read.
     *
     * @param documents since the last call for this namespace in this thread
     * @param bytes of BSON of these
     */
    void read(Namespace namespace, long documents, long bytes);

    /** Says that a collection is complete, once for each. */
    void finished(Namespace namespace);
}
