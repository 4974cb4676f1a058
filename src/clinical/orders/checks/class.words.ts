import type { Localised } from '../../../kernel/language.js';

/** What two medicines have in common, before the name of it. */
export const sharedWords = {
  substance: { vi: 'cùng hoạt chất', en: 'the same substance,' },
  class: { vi: 'cùng nhóm', en: 'the same class,' },
  // Of findings that were kept before the two were told apart.
  either: { vi: 'cùng hoạt chất hoặc cùng nhóm', en: 'same substance, or same class' },
} as const satisfies Record<string, Localised>;

/** Classes of medicines as a ward calls them; others are told by the formulary's name. */
export const classWords: Readonly<Record<string, Localised>> = {
  nsaid: { vi: 'giảm đau chống viêm (NSAID)', en: 'NSAID' },
  ppi: { vi: 'ức chế bơm proton', en: 'proton pump inhibitors' },
  statin: { vi: 'statin', en: 'statins' },
  'ace-inhibitor': { vi: 'ức chế men chuyển', en: 'ACE inhibitors' },
  arb: { vi: 'chẹn thụ thể angiotensin', en: 'angiotensin receptor blockers' },
  'beta-blocker': { vi: 'chẹn beta', en: 'beta blockers' },
  'calcium-channel-blocker': { vi: 'chẹn kênh calci', en: 'calcium channel blockers' },
  anticoagulant: { vi: 'chống đông', en: 'anticoagulants' },
  antiplatelet: { vi: 'chống kết tập tiểu cầu', en: 'antiplatelets' },
  penicillin: { vi: 'penicillin', en: 'penicillins' },
  cephalosporin: { vi: 'cephalosporin', en: 'cephalosporins' },
  carbapenem: { vi: 'carbapenem', en: 'carbapenems' },
  macrolide: { vi: 'macrolid', en: 'macrolides' },
  quinolone: { vi: 'quinolon', en: 'quinolones' },
  aminoglycoside: { vi: 'aminoglycosid', en: 'aminoglycosides' },
  tetracycline: { vi: 'tetracyclin', en: 'tetracyclines' },
  sulfonamide: { vi: 'sulfamid', en: 'sulfonamides' },
  benzodiazepine: { vi: 'benzodiazepin', en: 'benzodiazepines' },
  sulfonylurea: { vi: 'sulfonylurea', en: 'sulfonylureas' },
  opioid: { vi: 'opioid', en: 'opioids' },
  insulin: { vi: 'insulin', en: 'insulins' },
  electrolytes: { vi: 'dịch điện giải', en: 'electrolyte fluids' },
  carbohydrate: { vi: 'dịch đường', en: 'glucose fluids' },
};
