-- What becomes of the objects of a cancelled export: KEPT, REMOVE while they are to be removed, REMOVED.
alter table export_job add column leftovers varchar(16) not null default 'KEPT';

create index export_job_leftovers on export_job (leftovers) where leftovers = 'REMOVE';
