-- What servers that share a catalog must have in common. Conventions as in V1.

-- One row: a program that knows no version from this one on cannot work with the schema. A migration that takes away or changes
-- what older programs use sets it; all others leave it, and servers of both versions can run at the same time.
create table schema_use (
    oldest_version integer not null
);
insert into schema_use (oldest_version) values (11);

create table server_key (
    name      varchar(32) not null primary key,
    value_hex varchar(64) not null
);

-- Where a job's chunks end, chosen when it first runs; every later run of it takes the same. Null before.
alter table export_job add column chunk_size_bytes bigint;
