/**
 * Medicines of which an error does most harm: a second person looks before they are given. ATC groups, by their beginning. To be confirmed by
 * the hospital's pharmacists. Source: Institute for Safe Medication Practices, List of High-Alert Medications in Acute Care Settings.
 */
const HIGH_ALERT: readonly string[] = [
  'A10A', // insulins
  'B01AA', // vitamin K antagonists
  'B01AB', // heparins
  'B01AD', // thrombolytics
  'B01AE', // direct thrombin inhibitors
  'B01AF', // direct factor Xa inhibitors
  'B05XA01', // potassium chloride, concentrated
  'B05XA03', // sodium chloride, concentrated
  'B05XA05', // magnesium sulphate
  'A12BA', // potassium
  'C01AA', // digitalis glycosides
  'C01BD01', // amiodarone
  'C01CA', // adrenergic and dopaminergic inotropes and vasopressors
  'H01BB02', // oxytocin
  'L01', // antineoplastics
  'L04AX03', // methotrexate
  'M03A', // neuromuscular blockers
  'N01A', // general anaesthetics
  'N01B', // local anaesthetics
  'N02A', // opioids
  'N05CD08', // midazolam
];

/** Whether a second person looks before a medicine is given. What has no ATC code is not known to need one. */
export const isHighAlert = (code: string): boolean => HIGH_ALERT.some((group) => code.toUpperCase().startsWith(group));
