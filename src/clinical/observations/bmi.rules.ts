/** Body mass index in kg/m², one decimal, from kg and cm; null without both. */
export function bmiOf(weight: number | null, height: number | null): number | null {
  if (weight === null || height === null || height === 0) return null;
  return Math.round((weight / (height / 100) ** 2) * 10) / 10;
}
