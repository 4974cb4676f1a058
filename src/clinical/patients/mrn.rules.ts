/** Of the running number, at least. */
export const RUNNING_DIGITS = 8;

/**
 * The medical record number (mã người bệnh) of the n-th patient of a facility: facility code, hyphen, running number
 * of at least 8 digits (`79014-00000001`), growing beyond 99,999,999. The hyphen keeps numbers of different facilities
 * apart whatever their length. `facilityCode` is the 5-digit code of the insurance fund (mã CSKCB); `runningNumber` is
 * a whole number from 1, issued gap-free and never reused by the caller. Throws RangeError: either is our own defect.
 */
export function formatMrn(facilityCode: string, runningNumber: number | bigint): string {
  if (!/^\d{5}$/.test(facilityCode)) throw new RangeError('A facility code has 5 digits.');
  const isWhole = typeof runningNumber === 'bigint' || Number.isSafeInteger(runningNumber);
  if (!isWhole || runningNumber < 1) throw new RangeError('A running number is a whole number from 1.');
  return `${facilityCode}-${String(runningNumber).padStart(RUNNING_DIGITS, '0')}`;
}
