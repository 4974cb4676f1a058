/** As SMART App Launch 2.2 writes it (section "Conformance"). No person signs in through it, so no address to authorize at is told. */
export class SmartConfigurationResponse {
  /** Where tokens are asked for, and what assertions name as their audience. @example https://emr.benhvien.vn/oauth2/token */
  token_endpoint!: string;
  /** @example ["client_credentials"] */
  grant_types_supported!: string[];
  /** None: nobody is sent to a page to allow something. @example [] */
  response_types_supported!: string[];
  /** @example ["private_key_jwt"] */
  token_endpoint_auth_methods_supported!: string[];
  /** @example ["RS384", "ES384"] */
  token_endpoint_auth_signing_alg_values_supported!: string[];
  /** The standard wants it of every server; never plain. @example ["S256"] */
  code_challenge_methods_supported!: string[];
  /** What a client may be registered for; it gets what it asks for of that. @example ["system/*.cruds", "system/Patient.rs"] */
  scopes_supported!: string[];
  /** @example ["client-confidential-asymmetric", "permission-v1", "permission-v2"] */
  capabilities!: string[];
}
