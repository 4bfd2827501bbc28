-- What webhooks are told, and who did what. Conventions as in V1.

-- Ends of jobs that no webhook has been told of yet; each is written in the transaction that ends its job. A job and its
-- cluster may be gone before anybody is told, so these are no references.
create table export_event (
    id          varchar(24) not null primary key,
    cluster_id  varchar(24) not null,
    job_id      varchar(24) not null,
    outcome     varchar(16) not null,
    occurred_at bigint      not null
);
create index export_event_time on export_event (occurred_at, id);

-- What one webhook is told of one event.
create table webhook_delivery (
    id          varchar(24) not null primary key,
    webhook     varchar(64) not null, -- its name in the configuration
    event_id    varchar(24) not null,
    event_type  varchar(32) not null,
    body        text        not null,
    created_at  bigint      not null,
    state       varchar(16) not null,
    attempts    integer     not null, -- grows with every claim, so it is the fencing token too
    due_at      bigint      not null, -- of the next attempt; during one, when it counts as lost
    last_result text        not null,
    ended_at    bigint,               -- null while it is pending
    unique (webhook, event_id)
);
create index webhook_delivery_due on webhook_delivery (webhook, due_at) where state = 'PENDING';
create index webhook_delivery_ended on webhook_delivery (ended_at) where state <> 'PENDING';

-- Up to which period without a successful export a webhook was told of a cluster.
create table overdue_notice (
    webhook    varchar(64) not null,
    cluster_id varchar(24) not null references cluster (id) on delete cascade,
    since      bigint      not null, -- the last success, or the cluster's registration
    periods    bigint      not null,
    primary key (webhook, cluster_id)
);
create index overdue_notice_cluster on overdue_notice (cluster_id);

-- Who did what. Outlives all that it names, so nothing here is a reference.
create table audit_entry (
    id              varchar(24) not null primary key,
    occurred_at     bigint      not null,
    kind            varchar(24) not null,
    identity_kind   varchar(24) not null,
    identity_id     varchar(24),
    public_key      text        not null, -- or client id; what was claimed, when the sign-in failed
    address         text        not null,
    operation       text        not null, -- empty where the path leads nowhere
    method          varchar(16) not null,
    path            text        not null,
    organization_id varchar(24),
    project_id      varchar(24),
    target          text,
    status          integer,              -- null until it is answered
    error_code      text,
    request_id      varchar(24) not null
);
create index audit_entry_organization on audit_entry (organization_id, occurred_at desc, id);
create index audit_entry_time on audit_entry (occurred_at);

-- For counting jobs by state; the other states have such an index already. One over all states would draw the queue's queries.
create index export_job_unsuccessful on export_job (state) where state in ('FAILED', 'CANCELLED');
