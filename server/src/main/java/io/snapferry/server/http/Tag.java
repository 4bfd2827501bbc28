package io.snapferry.server.http;

/** What an operation is about; the description groups operations by it, in this order. */
public enum Tag {
    EXPORTS("Exports", "Export jobs: one run of a snapshot into a bucket."),
    EXPORT_BUCKETS("Export buckets", "Where exports go."),
    SNAPSHOTS("Snapshots", "What can be exported."),
    SCHEDULES("Backup schedules", "When snapshots are taken, kept and exported."),
    ACCESS_ROLES("Cloud provider access", "What the iamRoleId of a bucket names."),
    STORES("Store accesses", "How a project reaches its buckets."),
    CLUSTERS("Clusters", "Self-managed clusters, as they are registered here."),
    PROJECTS("Projects", "Projects, which paths call groups."),
    ORGANIZATIONS("Organizations", "Organizations, which own projects and keys."),
    API_KEYS("API keys", "Keys for HTTP digest."),
    ACCESS_LISTS("Access lists", "From where a key may be used."),
    SERVICE_ACCOUNTS("Service accounts", "Accounts for OAuth 2.0 client credentials."),
    TOKENS("Tokens", "Access tokens of service accounts."),
    SERVER("Server", "The server itself.");

    private final String title;
    private final String text;

    Tag(String title, String text) {
        this.title = title;
        this.text = text;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** What it is, in a sentence. */
    public String text() {
        return text;
    }
}
