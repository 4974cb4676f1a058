import { describe, expect, it } from '@jest/globals';
import { COMPARED_LIMITS, laboratoryFacts } from './laboratory-sources.js';

describe('The limits of the laboratory', () => {
  it('are those of the texts with which they were compared', () => {
    const known = new Map(laboratoryFacts().map(({ about, fact, value }) => [`${about} ${fact}`, String(value)]));
    const wrong = [...COMPARED_LIMITS].filter(([key, { value }]) => known.get(key) !== value);
    expect(wrong.map(([key, { value }]) => `${key}: ${value} there, ${known.get(key)} here`)).toEqual([]);
    expect(COMPARED_LIMITS.size).toBeGreaterThan(30);
  });
});
