import type { SmartConfigurationResponse } from './dto/smart-configuration.response.js';
import { ALGORITHM_OF } from './key-set.rules.js';

const CREATED_AND_SEARCHED = ['DiagnosticReport', 'Observation'];
const SEARCHED = [
  'Patient',
  'Encounter',
  'ServiceRequest',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
] as const;

/** What is told of the service at `.well-known/smart-configuration`. */
export const smartConfiguration = (tokenEndpoint: string): SmartConfigurationResponse => ({
  token_endpoint: tokenEndpoint,
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: Object.values(ALGORITHM_OF),
  code_challenge_methods_supported: ['S256'],
  scopes_supported: [
    'system/*.cruds',
    'system/*.rs',
    ...CREATED_AND_SEARCHED.map((type) => `system/${type}.crs`),
    ...SEARCHED.map((type) => `system/${type}.rs`),
  ],
  capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
});
