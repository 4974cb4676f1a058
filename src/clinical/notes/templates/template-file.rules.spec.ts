import { describe, expect, it } from '@jest/globals';
import { readTemplates } from './template-file.rules.js';
import { currentTemplates } from './templates.js';

describe('A file of forms', () => {
  it('takes every form that comes with the service', () => {
    const forms = currentTemplates().map(({ version: _, ...form }) => form);
    expect(readTemplates(JSON.stringify(forms, null, 2)).faults).toEqual([]);
    expect(readTemplates(JSON.stringify(forms)).templates).toHaveLength(forms.length);
  });

  it('names what is wrong by its line', () => {
    const text = `{
  "code": "Progress note",
  "type": "poem",
  "title": { "vi": "Tờ điều trị" },
  "source": "QĐ 12/BV",
  "sections": [
    { "code": "course", "title": { "vi": "Diễn biến", "en": "Course" }, "kind": "text", "alternatives": ["Plan B"] },
    { "code": "course", "title": { "vi": "a", "en": "a" }, "kind": "values", "required": false,
      "fields": [
        { "code": "pain", "title": { "vi": "Đau", "en": "Pain" }, "kind": "number", "min": 10, "max": 0 },
        { "code": "how", "title": { "vi": "a", "en": "a" }, "kind": "choice", "colour": "red" }
      ] }
  ]
}`;
    expect(readTemplates(text).faults.map(({ line, fault }) => `${line} ${fault}`)).toEqual([
      '2 /code: lower-case letters, digits and hyphens, up to 40',
      '3 /type: no kind of note',
      '4 /title/en: words, up to 300 characters',
      '7 /sections/0/alternatives/0: no code of a section',
      '8 /sections/1/required: true, or left out',
      '8 /sections/1/code: another section is called "course"',
      '10 /sections/1/fields/0/min: above max',
      '11 /sections/1/fields/1/colour: not known here',
      '11 /sections/1/fields/1/choices: a list of 1 to 60',
    ]);
    expect(readTemplates('{\n"code": \n}').faults).toEqual([{ line: 3, fault: 'this is no JSON' }]);
    expect(readTemplates('[]').faults).toHaveLength(1);
  });
});
