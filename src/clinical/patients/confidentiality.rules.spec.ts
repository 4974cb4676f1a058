import { ROLES } from '../../platform/routes/policy.js';
import { brokenBy, CONFIDENTIALITIES } from './confidentiality.rules.js';

const OFFICERS = ['records-officer', 'privacy-officer'];
const MARKERS = ['registrar', ...OFFICERS];

describe('The flag of a record', () => {
  it.each(ROLES)('%s lowers it only as an officer, and marks a VIP only at registration or as an officer', (role) => {
    for (const [place, from] of CONFIDENTIALITIES.entries()) {
      for (const [next, to] of CONFIDENTIALITIES.entries()) {
        const lowering = next < place && !OFFICERS.includes(role) ? 'lowering-is-for-officers' : undefined;
        const vip = to === 'V' && from !== 'V' && !MARKERS.includes(role) ? 'vip-is-for-registration' : undefined;
        expect([from, to, brokenBy(role, from, to)]).toEqual([from, to, lowering ?? vip]);
      }
    }
  });
});
