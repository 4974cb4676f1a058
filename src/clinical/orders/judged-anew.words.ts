import type { Localised } from '../../kernel/language.js';

/** Of a medicine in force that something newly known speaks against: what whoever said so reads. */
export const requesterTold = (about: Localised): Localised => ({
  vi: `Đã báo người chỉ định: ${about.vi}`,
  en: `The doctor who ordered it was told: ${about.en}`,
});
