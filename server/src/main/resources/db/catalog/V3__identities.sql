-- Who may sign in besides API keys, and from where keys may be used. Conventions as in V1.

create table service_account (
    id              varchar(24) not null primary key,
    organization_id varchar(24) not null references organization (id),
    name            text        not null,
    description     text        not null,
    grants_json     text        not null,
    secrets_json    text        not null,
    created_at      bigint      not null
);
create index service_account_organization on service_account (organization_id);

create table signing_key (
    id         varchar(24) not null primary key,
    secret_hex varchar(64) not null,
    created_at bigint      not null
);

create table revoked_token (
    id         varchar(24) not null primary key,
    expires_at bigint      not null
);
create index revoked_token_expiry on revoked_token (expires_at);

create table access_list_entry (
    api_key_id varchar(24) not null references api_key (id) on delete cascade,
    cidr       varchar(64) not null,
    created_at bigint      not null,
    primary key (api_key_id, cidr)
);
