-- Whether the data directories of a registered snapshot are read as of their newest checkpoint, without the journal.
alter table snapshot add column at_checkpoint boolean not null default false;

-- What a job's sources were when it first ran; every later run of it must find the same. Null before.
alter table export_job add column source_identities_json text;
