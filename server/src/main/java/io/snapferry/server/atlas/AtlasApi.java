package io.snapferry.server.atlas;

/** The two APIs of Atlas, for operations whose answers differ a little between them. */
enum AtlasApi {
    V1_0("/api/atlas/v1.0"),
    V2("/api/atlas/v2");

    private final String base;

    AtlasApi(String base) {
        this.base = base;
    }

    /** What every path begins with. */
    String base() {
        return base;
    }
}
