-- Keys can sign with SHA-256 too. Null for keys that are older than this column: their private key is not known here.
alter table api_key add column ha1_sha256_hex varchar(64);
