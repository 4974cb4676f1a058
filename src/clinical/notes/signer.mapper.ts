import { requestContext } from '../../kernel/request-context.js';
import type { Signer } from '../../platform/keys/person-keys.js';
import { isRole } from '../../platform/routes/policy.js';
import { ROLE_WORDS } from '../../platform/routes/role.words.js';
import type { SignedBy } from './signed-content.rules.js';

/** Who signs, as they are called at this moment, in the role in which they act. */
export function signedBy({
  id,
  fullName,
  practisingCertificate,
}: Pick<Signer, 'id' | 'fullName' | 'practisingCertificate'>): SignedBy {
  const role = requestContext().actor.role ?? '';
  return { id, fullName, practisingCertificate, role, title: isRole(role) ? ROLE_WORDS[role] : { vi: role, en: role } };
}
