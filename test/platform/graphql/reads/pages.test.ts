import fc from 'fast-check';
import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient } from '../../../support/factories';
import { badInputAt, refusalOf } from '../../../support/refusals';

const ROWS = 64;
const LISTS = ['patients by update', 'patients by name', 'clinicians', 'caseload'] as const;
type List = (typeof LISTS)[number];

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

interface Page {
  readonly edges: { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: { readonly id: string }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

const PAGE = 'first: $first, after: $after, last: $last, before: $before';
const SHOWN =
  '{ edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';
const PARAMETERS = '$first: Int, $after: String, $last: Int, $before: String';

const DOCUMENTS: Record<List, string> = {
  'patients by update': `query (${PARAMETERS}) { list: patients(${PAGE}) ${SHOWN} }`,
  'patients by name': `query (${PARAMETERS}) { list: patients(orderBy: NAME, ${PAGE}) ${SHOWN} }`,
  clinicians: `query (${PARAMETERS}) { list: clinicians(${PAGE}) ${SHOWN} }`,
  caseload: `query ($id: ID!, ${PARAMETERS}) { clinician(id: $id) { list: caseload(${PAGE}) ${SHOWN} } }`,
};

let app: TestApp;
let director: Caller;
let clinicianId: string;
/** Every list whole, as one page shows it. */
const whole = new Map<List, Page>();

async function pageOf(list: List, args: PageArguments, caller = director): Promise<Page> {
  const data = await caller.data(DOCUMENTS[list], { ...args, ...(list === 'caseload' ? { id: clinicianId } : {}) });
  return data.list ?? data.clinician.list;
}

function wholeOf(list: List): Page {
  const page = whole.get(list);
  if (!page) throw new Error('The list was not read.');
  return page;
}

const idsOf = (page: Page): string[] => page.edges.map(({ node }) => node.id);

beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  clinicianId = await aClinician(app);
  // Every third has the name of another: the id decides.
  const name = (index: number): string => `Name ${index % 21}`;
  await Promise.all(
    Array.from({ length: ROWS }, async (_, index) => {
      await aPatient(app, { familyName: name(index), careTeam: [clinicianId] });
      if (index > 0) await aClinician(app, { displayName: name(index) });
    }),
  );
  // Instants finer than a millisecond, and many alike, as another writer of the table could leave them.
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      "update patient set updated_at = timestamptz '2026-01-01' + (ascii(right(id::text, 1)) % 7) * interval '1 microsecond'",
    ),
  );
  for (const list of LISTS) whole.set(list, await pageOf(list, { first: 100 }));
});
afterAll(() => app.stop());

describe.each(LISTS)('a page of %s', (list) => {
  it('shows every row once, as edges and as nodes', () => {
    const page = wholeOf(list);
    expect(new Set(idsOf(page)).size).toBe(ROWS);
    expect(page.nodes.map(({ id }) => id)).toEqual(idsOf(page));
    expect(page.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: page.edges[0]?.cursor,
      endCursor: page.edges[ROWS - 1]?.cursor,
    });
  });

  it('says on the first, a middle and the last page what lies on either side', async () => {
    const first = await pageOf(list, { first: 25 });
    const middle = await pageOf(list, { first: 25, after: first.pageInfo.endCursor });
    const last = await pageOf(list, { first: 25, after: middle.pageInfo.endCursor });
    expect([first, middle, last].flatMap(idsOf)).toEqual(idsOf(wholeOf(list)));
    expect([first, middle, last].map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
    const back = await pageOf(list, { last: 25, before: last.pageInfo.startCursor });
    expect(back).toEqual(middle);
    const start = await pageOf(list, { last: 25, before: back.pageInfo.startCursor });
    expect(start).toEqual(first);
    const end = await pageOf(list, { last: 14 });
    expect(end).toEqual(last);
  });

  it('holds 25 when nobody says how many, and none when 0 are asked for', async () => {
    expect((await pageOf(list, {})).edges).toEqual(wholeOf(list).edges.slice(0, 25));
    expect((await pageOf(list, { first: null, last: null })).edges).toHaveLength(25);
    const none = { edges: [], nodes: [], pageInfo: { startCursor: null, endCursor: null } };
    expect(await pageOf(list, { first: 0 })).toMatchObject({
      ...none,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    expect(await pageOf(list, { last: 0 })).toMatchObject({
      ...none,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
  });
});

it('cuts any stretch of any list, forward and backward, where its cursors say', async () => {
  const place = fc.option(fc.nat(ROWS - 1));
  const stretch = fc.record({
    list: fc.constantFrom(...LISTS),
    size: fc.nat(70),
    backward: fc.boolean(),
    from: place,
    to: place,
  });
  await fc.assert(
    fc.asyncProperty(stretch, async ({ list, size, backward, from, to }) => {
      const { edges } = wholeOf(list);
      const cursors = {
        after: from === null ? null : (edges[from]?.cursor ?? null),
        before: to === null ? null : (edges[to]?.cursor ?? null),
      };
      const page = await pageOf(list, { ...cursors, ...(backward ? { last: size } : { first: size }) });
      const between = edges.slice(from === null ? 0 : from + 1, to ?? ROWS);
      const shown = backward ? between.slice(Math.max(between.length - size, 0)) : between.slice(0, size);
      const isCut = between.length > size;
      expect(page.edges).toEqual(shown);
      expect(page.pageInfo).toMatchObject({
        hasNextPage: to !== null || (!backward && isCut),
        hasPreviousPage: from !== null || (backward && isCut),
      });
    }),
    { numRuns: 60 },
  );
});

it('walks each list to its end and back in pages of any size', async () => {
  const walk = fc.record({
    list: fc.constantFrom(...LISTS),
    size: fc.integer({ min: 9, max: 70 }),
    backward: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(walk, async ({ list, size, backward }) => {
      const walked: string[] = [];
      let page = await pageOf(list, backward ? { last: size } : { first: size });
      for (;;) {
        walked.push(...(backward ? idsOf(page).reverse() : idsOf(page)));
        const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
        if (!(backward ? hasPreviousPage : hasNextPage)) break;
        page = await pageOf(list, backward ? { last: size, before: startCursor } : { first: size, after: endCursor });
      }
      expect(backward ? walked.reverse() : walked).toEqual(idsOf(wholeOf(list)));
    }),
    { numRuns: 12 },
  );
});

describe('an empty list', () => {
  it.each(LISTS.slice(0, 3))('of %s has no cursors and nothing on either side', async (list) => {
    const stranger = app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow });
    for (const args of [{}, { first: 5 }, { last: 5 }, { first: 0 }]) {
      expect(await pageOf(list, args, stranger)).toEqual({
        edges: [],
        nodes: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      });
    }
  });
});

describe('a page that cannot be', () => {
  it.each([
    ['above the cap of this list', 'patients(first: 201)', 'first'],
    ['above the general cap', 'clinicians(last: 101)', 'last'],
    ['of a negative number', 'clinicians(first: -1)', 'first'],
    ['of both first and last', 'patients(first: 5, last: 5)', 'last'],
    [
      'above the cap, beneath a record',
      'nodes(ids: []) { ... on Clinician { caseload(first: 101) { nodes { id } } } }',
      'first',
    ],
  ])('is refused: %s', async (_case, field, path) => {
    const selection = field.includes('{') ? '' : '{ nodes { id } }';
    expect(refusalOf(await director.send(`{ ${field} ${selection} }`))).toEqual(badInputAt(path));
  });

  it('may be as long as the cap', async () => {
    const data = await director.data(
      '{ patients(first: 200) { nodes { id } } clinicians(first: 100) { nodes { id } } }',
    );
    expect([data.patients.nodes.length, data.clinicians.nodes.length]).toEqual([ROWS, ROWS]);
  });
});

describe('totalCount', () => {
  it('counts what the filter leaves, whatever the page', async () => {
    const data = await director.data(
      '{ all: patients(first: 3) { totalCount } some: patients(filter: { search: "name 7" }, first: 1) { totalCount } none: patients(filter: { search: "nobody" }) { totalCount } }',
    );
    expect(data).toEqual({ all: { totalCount: ROWS }, some: { totalCount: 3 }, none: { totalCount: 0 } });
  });

  it('is told to nobody outside the program', async () => {
    const partner = await app.asClient(Role.PARTNER_APP, ['system/Patient.rs']);
    for (const outsider of [partner, app.as(Role.PEER_MENTOR)]) {
      expect(await outsider.data('{ patients { totalCount } }')).toEqual({ patients: { totalCount: null } });
    }
  });

  it('leaves out what the order leaves out', async () => {
    const nameless = await app.asClient(Role.EHR_SYSTEM, ['system/CarePlan.rs']);
    const data = await nameless.data(
      '{ byName: patients(orderBy: NAME) { totalCount nodes { id } } any: patients { totalCount } }',
    );
    expect(data).toEqual({ byName: { totalCount: 0, nodes: [] }, any: { totalCount: ROWS } });
  });
});
