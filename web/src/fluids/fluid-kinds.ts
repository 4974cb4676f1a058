/** What goes in and what comes out, as the service has them, the most usual first. */
export const FLUID_KINDS = {
  in: ['oral', 'intravenous', 'tube-feed', 'blood', 'irrigation', 'other'],
  out: ['urine', 'drain', 'stool', 'vomit', 'gastric', 'blood-loss', 'dialysis', 'sweat', 'other'],
} as const;
