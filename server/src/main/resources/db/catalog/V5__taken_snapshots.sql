-- Snapshots that are taken here, and the queue that they are. Conventions as in V1.

alter table cluster add column connection_string text; -- null when backups are only registered

alter table snapshot add column status            varchar(16) not null default 'COMPLETED';
alter table snapshot add column origin            varchar(16) not null default 'REGISTERED';
alter table snapshot add column frequency         varchar(16); -- of a scheduled one, as the next two
alter table snapshot add column policy_items_json text;
alter table snapshot add column due_at            bigint;
alter table snapshot add column read_mode         text;
alter table snapshot add column error_code        text;
alter table snapshot add column error_message     text;
alter table snapshot add column queue_position    bigint;                      -- null when nobody asked for it
alter table snapshot add column worker            text        not null default ''; -- as in export_job, as the next two
alter table snapshot add column fencing_token     bigint      not null default 0;
alter table snapshot add column lease_until       bigint      not null default 0;

create unique index snapshot_queue_position on snapshot (queue_position);
create unique index snapshot_due on snapshot (cluster_id, due_at) where due_at is not null;
create unique index snapshot_unfinished_on_demand on snapshot (cluster_id)
    where origin = 'ON_DEMAND' and status in ('QUEUED', 'IN_PROGRESS');
create index snapshot_queue on snapshot (queue_position) where status in ('QUEUED', 'IN_PROGRESS');

-- Taken snapshots whose rows are gone, and whose files may still be there.
create table discarded_snapshot (
    id varchar(24) not null primary key
);
