-- What compresses a job's documents, chosen when it first runs; every later run of it takes the same. Both null before.
alter table export_job add column codec_name varchar(64);
alter table export_job add column codec_level integer;

-- What ran before knew one codec only, and has objects that it made.
update export_job set codec_name = 'jdk-deflater', codec_level = 6 where state = 'IN_PROGRESS';
