-- What only our own API can ask of an export, how it is called off, and how far it is. Conventions as in V1.

alter table export_job add column options_json text not null default '{"include":[],"exclude":[],"jsonMode":"CANONICAL"}';
alter table export_job add column progress_json text not null default '{}'; -- all figures but the collections

-- OPEN, CANCELLING: the worker must stop, or COMPLETING: .complete may be in the bucket, nothing calls it off any more.
alter table export_job add column ending varchar(16) not null default 'OPEN';

create index export_job_snapshot on export_job (snapshot_id, created_at desc, id);
create index export_job_successful on export_job (cluster_id, finished_at desc, id) where state = 'SUCCESSFUL';

-- A request that may be sent twice. The job's row tells what was asked for.
create table idempotency_key (
    project_id varchar(24)  not null references project (id) on delete cascade,
    value      varchar(255) not null,
    job_id     varchar(24)  not null references export_job (id) on delete cascade,
    expires_at bigint       not null,
    primary key (project_id, value)
);
create index idempotency_key_job on idempotency_key (job_id);
create index idempotency_key_expiry on idempotency_key (expires_at);
