-- The catalog, in SQL that SQLite and PostgreSQL both take. Ids are 24 hex digits, times are milliseconds since 1970,
-- columns named *_json hold what is only ever read whole.

create table organization (
    id   varchar(24) not null primary key,
    name text        not null
);

create table project (
    id              varchar(24) not null primary key,
    organization_id varchar(24) not null references organization (id),
    name            text        not null unique,
    created_at      bigint      not null
);
create index project_organization on project (organization_id);

create table cluster (
    id                      varchar(24) not null primary key,
    project_id              varchar(24) not null references project (id),
    name                    varchar(64) not null,
    type                    varchar(16) not null,
    mongodb_version         text        not null,
    names_in_export_prefix  boolean     not null,
    created_at              bigint      not null,
    unique (project_id, name)
);

create table api_key (
    id                 varchar(24) not null primary key,
    organization_id    varchar(24) not null references organization (id),
    public_key         text        not null unique,
    ha1_hex            varchar(32) not null,
    private_key_suffix varchar(4)  not null,
    description        text        not null,
    grants_json        text        not null
);
create index api_key_organization on api_key (organization_id);

create table store_access (
    id            varchar(24) not null primary key,
    project_id    varchar(24) not null references project (id),
    name          text        not null,
    settings_json text        not null,
    created_at    bigint      not null,
    unique (project_id, name)
);

create table export_bucket (
    id              varchar(24) not null primary key,
    project_id      varchar(24) not null references project (id),
    bucket_name     text        not null,
    store_access_id varchar(24) not null references store_access (id),
    created_at      bigint      not null
);
create index export_bucket_project on export_bucket (project_id, created_at, id);
create index export_bucket_store_access on export_bucket (store_access_id);

create table snapshot (
    id                 varchar(24) not null primary key,
    cluster_id         varchar(24) not null references cluster (id),
    members_json       text        not null,
    created_at         bigint      not null,
    expires_at         bigint,
    description        text        not null,
    mongodb_version    text        not null,
    storage_size_bytes bigint      not null
);
create index snapshot_cluster on snapshot (cluster_id, created_at desc, id);

-- A job outlives its snapshot and its bucket, so those two are no references.
create table export_job (
    id                   varchar(24) not null primary key,
    queue_position       bigint      not null unique, -- the order of acceptance
    project_id           varchar(24) not null references project (id),
    cluster_id           varchar(24) not null references cluster (id),
    snapshot_id          varchar(24) not null,
    bucket_id            varchar(24) not null,
    custom_data_json     text        not null,
    prefix_base          text        not null,
    prefix_second        bigint      not null,        -- the prefix is base, slash, second
    components_json      text        not null,
    replica_set_count    integer     not null check (replica_set_count > 0),
    created_at           bigint      not null,
    state                varchar(16) not null,
    finished_at          bigint,
    exported_collections integer     not null,
    total_collections    integer     not null,
    error_code           text,
    error_message        text,
    worker               text        not null,        -- empty when nobody has it
    fencing_token        bigint      not null,        -- of the newest claim; 0 before the first
    lease_until          bigint      not null,        -- 0 when nobody has it
    unique (prefix_base, prefix_second)
);
create index export_job_cluster on export_job (cluster_id, created_at desc, id);
-- The queue: only unfinished jobs are in these, so they stay small however long the history is.
create unique index export_job_active_snapshot on export_job (snapshot_id) where state in ('QUEUED', 'IN_PROGRESS');
create index export_job_queue on export_job (queue_position) where state in ('QUEUED', 'IN_PROGRESS');
create index export_job_running on export_job (lease_until) where state = 'IN_PROGRESS';
create index export_job_active_bucket on export_job (bucket_id) where state in ('QUEUED', 'IN_PROGRESS');

create table export_object (
    job_id     varchar(24) not null references export_job (id),
    object_key text        not null,
    record     text        not null,
    primary key (job_id, object_key)
);

create table nonce_count (
    nonce      text   not null primary key,
    last_count bigint not null,
    expires_at bigint not null
);
create index nonce_count_expiry on nonce_count (expires_at);

-- One row that a readiness check writes to.
create table readiness (
    checks bigint not null
);
insert into readiness (checks) values (0);
