import fc from 'fast-check';
import { pageRequest } from '../../../../src/platform/graphql/reads';

it('takes 25 from the start when nobody says, or the cap when it is lower', () => {
  const nothing = { backward: false, after: undefined, before: undefined };
  expect(pageRequest({}, 100)).toEqual({ size: 25, ...nothing });
  expect(pageRequest({ first: null, after: null, last: undefined, before: null }, 100)).toEqual({
    size: 25,
    ...nothing,
  });
  expect(pageRequest({}, 10)).toEqual({ size: 10, ...nothing });
});

it('counts from the end when last is given, and keeps both cursors', () => {
  expect(pageRequest({ last: 3, after: 'a', before: 'b' }, 100)).toEqual({
    size: 3,
    backward: true,
    after: 'a',
    before: 'b',
  });
  expect(pageRequest({ first: null, last: 0 }, 100)).toMatchObject({ size: 0, backward: true });
});

it('takes every size from 0 to the cap, and no other', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('first', 'last'),
      fc.integer({ min: -300, max: 300 }),
      fc.nat(200),
      (name, size, cap) => {
        if (size >= 0 && size <= cap) expect(pageRequest({ [name]: size }, cap).size).toBe(size);
        else expect(() => pageRequest({ [name]: size }, cap)).toThrow(`"${name}" must be between 0 and ${cap}.`);
      },
    ),
  );
});

it('refuses first and last together', () => {
  expect(() => pageRequest({ first: 1, last: 1 }, 100)).toThrow('Give "first" or "last", not both.');
});
