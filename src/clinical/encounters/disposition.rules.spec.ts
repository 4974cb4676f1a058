import { dispositionRefusals } from './disposition.rules.js';
import { DISPOSITIONS } from './dto/encounter.dto.js';

describe('How a patient left', () => {
  it('says where to for a transfer, and for nothing else', () => {
    const named = { destination: 'Bệnh viện Chợ Rẫy', destinationCode: '79024' };
    const table = DISPOSITIONS.map((one) => [one, dispositionRefusals(one, {}), dispositionRefusals(one, named)]);
    expect(table).toEqual(
      DISPOSITIONS.map((one) =>
        one === 'other-hcf' ? [one, ['destination-needed'], []] : [one, [], ['destination-not-meant']],
      ),
    );
    expect(dispositionRefusals('other-hcf', { destinationCode: '79024' })).toEqual(['destination-unnamed']);
  });

  it('says cause and place of a death for who died, and for nobody else', () => {
    for (const told of [{ deathCause: 'Viêm phổi' }, { deathPlace: 'Khoa Nội' }]) {
      const refused = DISPOSITIONS.filter((one) => dispositionRefusals(one, told).includes('death-not-meant'));
      expect(refused).toEqual(DISPOSITIONS.filter((one) => one !== 'exp'));
    }
  });
});
