-- Secrets are encrypted. The program encrypts at its start what is still plain: connection strings and the keys of stores
-- where they are, the others in the columns below, beside which the plain columns are empty then.

alter table api_key add column sealed_hashes text;
alter table signing_key add column sealed_secret text;

-- The key that secrets are encrypted with, in one row.
create table secrets_key (
    singleton  integer     not null primary key check (singleton = 1),
    key_id     varchar(16) not null,
    has_traces boolean     not null -- whether the file may still hold plain texts that were replaced
);

-- Whether a store stands in the configuration file, whose endpoints are the operator's own. The next start says so.
alter table store_access add column is_declared boolean not null default false;
