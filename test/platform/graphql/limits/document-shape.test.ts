import { getIntrospectionQuery, parse } from 'graphql';
import { measureShape, shapeProblem } from '../../../../src/platform/graphql/limits/document-shape';
import { LIMITS } from '../../../../src/platform/graphql/limits/limits';

describe('the shape of a document', () => {
  it('is as deep as its deepest field', () => {
    expect(measureShape(parse('{ a { b c { d } } e }')).depth).toBe(3);
  });

  it('is as deep as what its fragments hold, wherever they are spread', () => {
    const text = '{ a { ...f } } fragment f on A { b { ... { ...g } } } fragment g on B { c { d } }';
    expect(measureShape(parse(text)).depth).toBe(4);
  });

  it('counts every alias of the document, in fragments too', () => {
    expect(measureShape(parse('{ x: a { y: b } ...f } fragment f on A { z: c d }')).aliases).toBe(3);
  });

  it('counts fields and spreads that stand twice in one selection', () => {
    expect(measureShape(parse('{ a a a b { c c } x: d x: d ...f ...f } fragment f on A { a }')).duplicates).toBe(5);
  });

  it('counts no field twice that stands in fragments on different types', () => {
    expect(measureShape(parse('{ peer { ... on Mentor { id } ... on Group { id } } }')).duplicates).toBe(0);
  });

  it('counts what a fragment selects each time it is spread', () => {
    expect(measureShape(parse('{ a { ...f } b { ...f } } fragment f on A { c d }')).selections).toBe(8);
  });

  it('survives fragments that spread themselves, which validation refuses', () => {
    expect(measureShape(parse('{ ...f } fragment f on A { ...g } fragment g on A { a ...f }')).depth).toBe(1);
  });

  it('measures a chain of fragments that each spread the next twice, at once', () => {
    const chain = Array.from(
      { length: 200 },
      (_, i) => `fragment f${i} on Query { a ...f${i + 1} b { ...f${i + 1} } }`,
    );
    const document = parse(`{ ...f0 } ${chain.join(' ')} fragment f200 on Query { a }`);
    const before = performance.now();
    expect(shapeProblem(document, LIMITS)?.extensions.code).toBe('QUERY_TOO_COSTLY');
    expect(performance.now() - before).toBeLessThan(100);
    expect(measureShape(document).selections).toBeGreaterThan(1e50);
  });
});

describe('the limits of a document', () => {
  const nested = (levels: number): string => `{ ${'a { '.repeat(levels - 1)} b ${'} '.repeat(levels - 1)} }`;
  const many = (count: number, field: (i: number) => string): string =>
    `{ ${Array.from({ length: count }, (_, i) => field(i)).join(' ')} }`;

  it.each([
    ['15 levels', nested(15), nested(16), /deeper than 15 levels/],
    ['30 aliases', many(30, (i) => `x${i}: a`), many(31, (i) => `x${i}: a`), /more than 30 aliases/],
    ['30 repetitions', many(31, () => 'a'), many(32, () => 'a'), /repeats fields more than 30 times/],
    ['1000 fields', many(1000, (i) => `a${i}`), many(1001, (i) => `a${i}`), /more than 1000 fields/],
  ])('allow %s and not one more', (_what, most, tooMuch, message) => {
    expect(shapeProblem(parse(most), LIMITS)).toBeUndefined();
    expect(shapeProblem(parse(tooMuch), LIMITS)?.message).toMatch(message);
  });

  it('leave room for the introspection that explorers ask for', () => {
    const options = { inputValueDeprecation: true, oneOf: true, schemaDescription: true, specifiedByUrl: true };
    expect(shapeProblem(parse(getIntrospectionQuery(options)), LIMITS)).toBeUndefined();
  });
});
