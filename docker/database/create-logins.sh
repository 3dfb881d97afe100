#!/bin/sh
# Runs once, when the data volume is empty. Makes the two logins, neither of them a superuser:
#   alongside_migrator  changes the schema, as a member of alongside_owner, which owns every table and cannot log in
#   alongside_api       serves requests, as a member of alongside_runtime, which owns nothing and cannot bypass row security
set -eu

psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=database="$POSTGRES_DB" --set=migrator_password="$MIGRATOR_PASSWORD" --set=api_password="$API_PASSWORD" <<'SQL'
create role alongside_owner nologin;
create role alongside_runtime nologin;
create role alongside_migrator login password :'migrator_password' in role alongside_owner;
create role alongside_api login password :'api_password' in role alongside_runtime;

revoke connect, temporary on database :"database" from public;
grant connect on database :"database" to alongside_migrator, alongside_api;
grant create on database :"database" to alongside_owner;
grant usage, create on schema public to alongside_owner;
SQL
