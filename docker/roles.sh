#!/usr/bin/env bash
# Run once by the PostgreSQL image on an empty volume: the three roles and the database, as the embedded one makes them.
# The owner migrates; the application's role reads and writes rows and owns nothing; the sealer's seals the trail.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --set owner_password="$EMR_OWNER_PASSWORD" --set app_password="$EMR_APP_PASSWORD" \
  --set sealer_password="$EMR_SEALER_PASSWORD" \
  --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE emr_owner LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE emr_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';
CREATE ROLE emr_sealer LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD :'sealer_password';
ALTER ROLE emr_app SET transaction_timeout = '5min';
ALTER ROLE emr_app SET idle_in_transaction_session_timeout = '1min';
ALTER ROLE emr_sealer SET idle_in_transaction_session_timeout = '1min';
GRANT pg_signal_backend TO emr_sealer;
CREATE DATABASE benh_an OWNER emr_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE benh_an, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE benh_an TO emr_app, emr_sealer;
\connect benh_an
ALTER SCHEMA public OWNER TO emr_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
