import { criticalLimits } from './critical-values.js';

/** Whether two LOINC codes are of one analyte, as the table of critical values has them: potassium of serum and of blood. */
export function isSameAnalyte(one: string, other: string): boolean {
  const row = criticalLimits(one);
  return row !== undefined && row === criticalLimits(other);
}

/** Whether a LOINC code is of a test that has critical values: one of the laboratory. */
export const isCriticalTest = (code: string): boolean => criticalLimits(code) !== undefined;
