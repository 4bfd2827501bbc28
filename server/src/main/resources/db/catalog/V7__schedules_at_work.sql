-- What schedules have done, and what they have still to do. Conventions as in V1.

create table schedule_progress (
    cluster_id    varchar(24) not null primary key references cluster (id) on delete cascade,
    handled_until bigint      not null
);

-- Scheduled snapshots of which has not been decided yet whether they are exported by themselves.
create table undecided_export (
    snapshot_id      varchar(24) not null primary key references snapshot (id) on delete cascade,
    frequencies_json text        not null,
    attempts         integer     not null,
    not_before       bigint      not null
);

alter table snapshot add column has_own_retention boolean not null default false; -- which no schedule changes

create index snapshot_expiry on snapshot (expires_at);
create index snapshot_unfinished_scheduled on snapshot (cluster_id)
    where origin = 'SCHEDULED' and status in ('QUEUED', 'IN_PROGRESS');
