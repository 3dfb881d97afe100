import fc from 'fast-check';

import { findJsonFault } from '../../../../src/features/peers/meeting-guide/find-json-fault';
import { parseJsonText, UnreadableFeed } from '../../../../src/features/peers/meeting-guide/parse-json-text';

function faultOf(text: string): string {
  try {
    parseJsonText(text);
  } catch (error) {
    if (error instanceof UnreadableFeed) return error.message;
    throw error;
  }
  return 'read';
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('parseJsonText', () => {
  it('reads an array, with or without a byte order mark', () => {
    expect(parseJsonText('[{"slug":"a"}, 2]')).toEqual([{ slug: 'a' }, 2]);
    expect(parseJsonText('\uFEFF[]')).toEqual([]);
  });

  it.each([
    ['', 'line 1, column 1'],
    ['\uFEFF', 'line 1, column 1'],
    ['<html>', 'line 1, column 1'],
    ['[\n  {"a": 1,}\n]', 'line 2, column 11'],
    ['[1 2]', 'line 1, column 4'],
    ['[1,\r\n2', 'line 2, column 2'],
    ['[1]\r\rtrailing', 'line 3, column 1'],
    ['["🙂", x]', 'line 1, column 7'],
    ['["a\nb"]', 'line 1, column 4'],
    ['["\\x"]', 'line 1, column 3'],
    ['["open', 'line 1, column 7'],
    ['[tru]', 'line 1, column 2'],
    ['[-]', 'line 1, column 2'],
    ['[01]', 'line 1, column 3'],
    ["[{'a': 1}]", 'line 1, column 3'],
    ['{"a" 1}', 'line 1, column 6'],
    ['[}', 'line 1, column 2'],
  ])('says where %j is not JSON', (text, place) => {
    expect(faultOf(text)).toBe(`The file is not JSON: ${place}.`);
  });

  it.each([
    ['{"meetings": []}', 'line 1, column 1'],
    ['\n  null', 'line 2, column 3'],
    ['"text"', 'line 1, column 1'],
  ])('says that %j is no array', (text, place) => {
    expect(faultOf(text)).toBe(`The file is JSON, but not an array of meetings: ${place}.`);
  });

  it('repeats nothing of the text', () => {
    expect(faultOf('[{"contact_1_email": someone@example.org}]')).not.toMatch(/contact|someone|example/);
  });

  it('survives nesting deeper than the call stack', () => {
    expect(faultOf('['.repeat(200_000))).toBe('The file is not JSON: line 1, column 200001.');
  });
});

describe('findJsonFault', () => {
  const spoiled = fc
    .tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom('', ',', '"', '{', ']', '\\', '\n', '0', '-', 'e', ':', 'é'))
    .map(([json, position, removed, inserted]) => {
      const at = position % (json.length + 1);
      return json.slice(0, at) + inserted + json.slice(at + removed);
    });

  it('finds a fault exactly where JSON.parse fails', () => {
    let faulty = 0;
    fc.assert(
      fc.property(spoiled, (text) => {
        const fault = findJsonFault(text);
        if (fault !== null) faulty += 1;
        expect(fault === null).toBe(parses(text));
        if (fault === null) return;
        // Nothing before the fault is to blame: the text before it can still be continued.
        expect(findJsonFault(text.slice(0, fault)) ?? fault).toBe(fault);
      }),
      { numRuns: 2_000 },
    );
    expect(faulty).toBeGreaterThan(200);
  });
});
