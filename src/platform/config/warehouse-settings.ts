import { postgresUrl, secret } from './setting.js';

/** The warehouse of a city, for `emr warehouse` alone: the service of a hospital has neither. */
export const WAREHOUSE_SETTINGS = {
  warehouseUrl: secret(
    'WAREHOUSE_URL',
    "PostgreSQL 18 of a city's warehouse as its superuser, with the name of the database for questions across hospitals, for the emr warehouse command.",
    postgresUrl,
  ),
  warehouseHospitalUrl: secret(
    'WAREHOUSE_HOSPITAL_URL',
    "A hospital's database as the role emr_warehouse, as the warehouse reaches it, for emr warehouse add and emr warehouse reconnect.",
    postgresUrl,
  ),
} as const;
