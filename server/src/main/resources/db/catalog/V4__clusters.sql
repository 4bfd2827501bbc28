-- Backup schedules, and the cloud provider access roles that clients ask for.

-- A cluster without a row has the schedule of a new cluster.
create table schedule (
    cluster_id          varchar(24) not null primary key references cluster (id),
    policy_id           varchar(24) not null,
    items_json          text        not null,
    reference_minute    integer     not null check (reference_minute between 0 and 1439), -- of the day, UTC
    restore_window_days integer     not null,
    export_bucket_id    varchar(24) references export_bucket (id), -- of auto export; null while it is off
    export_frequency    varchar(16),
    check ((export_bucket_id is null) = (export_frequency is null))
);
create index schedule_export_bucket on schedule (export_bucket_id);

-- Authorized once there is a store access with the same id.
create table access_role (
    id          varchar(24) not null primary key,
    project_id  varchar(24) not null references project (id),
    external_id varchar(36) not null,
    created_at  bigint      not null
);
create index access_role_project on access_role (project_id, created_at, id);
