import { orderEnumerations } from './openapi-enumerations.js';

describe('The words of an enumeration', () => {
  it('stand in alphabetical order at any depth, null last, whatever order they were met in', () => {
    const described = {
      schema: { enum: ['nurse', null, 'doctor'], items: [{ enum: ['b', 'a'] }] },
      properties: { enum: { type: 'string' } },
    };
    orderEnumerations(described);
    expect(described).toEqual({
      schema: { enum: ['doctor', 'nurse', null], items: [{ enum: ['a', 'b'] }] },
      properties: { enum: { type: 'string' } },
    });
  });

  it('stay as they are where they are numbers', () => {
    const described = { enum: [10, 9] };
    orderEnumerations(described);
    expect(described.enum).toEqual([10, 9]);
  });
});
