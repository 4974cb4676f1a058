// Where each document is followed: an operator's own PostgreSQL and the embedded one, a hospital that auditors and integrators come to.
import { auditorsScene } from './auditors-scene.mjs';
import { integratorsScene } from './integrators-scene.mjs';
import { operatorsScene } from './operators-scene.mjs';
import { proofScene } from './proof-scene.mjs';

export const SCENES = {
  operators: operatorsScene,
  audit: proofScene,
  auditors: auditorsScene,
  integrators: integratorsScene,
};
