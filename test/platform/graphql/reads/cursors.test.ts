import fc from 'fast-check';
import { Role } from '../../../../src/access/role';
import { cursorScopeOf, fromCursor, toCursor } from '../../../../src/platform/graphql/reads';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient } from '../../../support/factories';
import { badInputAt, refusalOf } from '../../../support/refusals';

const LIST = `query ($filter: PatientFilter, $orderBy: PatientOrder! = UPDATED_AT, $after: String, $before: String) {
  patients(filter: $filter, orderBy: $orderBy, after: $after, before: $before) { edges { cursor node { id } } }
}`;

describe('a cursor of a list', () => {
  let app: TestApp;
  let director: Caller;
  let clinicianId: string;
  let cursor: string;

  const cursorsOf = async (caller: Caller, variables: object = {}): Promise<string[]> => {
    const data = await caller.data(LIST, variables);
    return data.patients.edges.map((edge: { cursor: string }) => edge.cursor);
  };

  beforeAll(async () => {
    app = await startTestApp();
    director = app.as(Role.PROGRAM_DIRECTOR);
    clinicianId = await aClinician(app);
    for (const familyName of ['Ash', 'Birch', 'Cedar']) await aPatient(app, { familyName, careTeam: [clinicianId] });
    await aPatient(app, { organization: app.meadow });
    cursor = (await cursorsOf(director))[1] ?? '';
  });
  afterAll(() => app.stop());

  it('holds for the same person in another request', async () => {
    const sameLogin = app.as(Role.PROGRAM_DIRECTOR, { subject: director.subject });
    expect(await cursorsOf(sameLogin, { after: cursor })).toHaveLength(1);
    expect(await cursorsOf(sameLogin, { before: cursor })).toHaveLength(1);
  });

  it('holds however the caller leaves out the filter', async () => {
    for (const filter of [null, {}, { search: null }])
      expect(await cursorsOf(director, { filter, after: cursor })).toHaveLength(1);
  });

  const strangers: [string, () => Promise<{ caller?: Caller; variables?: object; cursor?: string }>][] = [
    ['another viewer of the same role', async () => ({ caller: app.as(Role.PROGRAM_DIRECTOR) })],
    [
      'another organization',
      async () => ({ caller: app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow, subject: director.subject }) }),
    ],
    ['another filter', async () => ({ variables: { filter: { search: 'b' } } })],
    [
      'a filter that was taken away',
      async () => ({ cursor: (await cursorsOf(director, { filter: { search: 'b' } }))[0] ?? '' }),
    ],
    ['another order', async () => ({ variables: { orderBy: 'NAME' } })],
    [
      'another field',
      async () => {
        const data = await director.data('{ clinicians { edges { cursor } } }');
        return { cursor: data.clinicians.edges[0].cursor };
      },
    ],
    [
      'a list beneath a record',
      async () => {
        const data = await director.data('query ($id: ID!) { clinician(id: $id) { caseload { edges { cursor } } } }', {
          id: clinicianId,
        });
        return { cursor: data.clinician.caseload.edges[0].cursor, variables: { orderBy: 'NAME' } };
      },
    ],
    ['nothing at all', async () => ({ cursor: '' })],
    [
      'a place that was moved',
      async () => {
        const [seal, , id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
        return { cursor: Buffer.from(JSON.stringify([seal, '1999-01-01', id])).toString('base64url') };
      },
    ],
    [
      'a place without a seal',
      async () => {
        const [, ...place] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
        return { cursor: Buffer.from(JSON.stringify(['', ...place])).toString('base64url') };
      },
    ],
    ['half a cursor', async () => ({ cursor: cursor.slice(0, cursor.length / 2) })],
    ['JSON of another shape', async () => ({ cursor: Buffer.from('{"length": 3}').toString('base64url') })],
    ['a text with the NUL character', async () => ({ cursor: 'CANARY\u0000' })],
  ];
  it.each(strangers)('is refused with %s', async (_case, strange) => {
    const { caller = director, variables = {}, cursor: own = cursor } = await strange();
    for (const name of ['after', 'before']) {
      const answer = await caller.send(LIST, { ...variables, [name]: own });
      expect(refusalOf(answer)).toEqual(badInputAt(name));
      if (own) expect(answer.text).not.toContain(own);
    }
  });

  it('still marks its place when its record has left the list', async () => {
    const ada = await app.asClinician(clinicianId);
    const LOAD =
      'query ($after: String) { viewer { clinician { caseload(after: $after) { edges { cursor node { id } } } } } }';
    const { edges } = (await ada.data(LOAD)).viewer.clinician.caseload;
    const seats = await director.data('query ($id: ID!) { patient(id: $id) { careTeam { id } } }', {
      id: edges[0].node.id,
    });
    await director.data('mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }', {
      input: { careTeamMemberId: seats.patient.careTeam[0].id },
    });
    const rest = (await ada.data(LOAD, { after: edges[0].cursor })).viewer.clinician.caseload;
    expect(rest.edges).toEqual(edges.slice(1));
  });
});

describe('a sealed place', () => {
  const scope = cursorScopeOf('organization/principal', 'Query.patients', { filter: { search: 'a' }, first: 5 });
  const place = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(place, (parts) => {
        expect(fromCursor(scope, 'after', toCursor(scope, parts), parts.length)).toEqual(parts);
      }),
    );
  });

  it('is refused in any other scope, length or wording', () => {
    fc.assert(
      fc.property(place, fc.string(), (parts, other) => {
        const cursor = toCursor(scope, parts);
        expect(() => fromCursor(`${scope}${other} `, 'after', cursor, parts.length)).toThrow(
          '"after" must be a cursor',
        );
        expect(() => fromCursor(scope, 'before', cursor, parts.length + 1)).toThrow('"before" must be a cursor');
        expect(() => fromCursor(scope, 'after', other, parts.length)).toThrow('"after" must be a cursor');
      }),
    );
  });

  it('is refused when any of its letters is another, unless it says the same', () => {
    const sealed = toCursor(scope, ['2026-01-01', 'id']);
    const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=!');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), letter, (at, other) => {
        const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
        if (Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))) return;
        expect(() => fromCursor(scope, 'after', changed, 2)).toThrow();
      }),
    );
  });

  it('is bound to who asks, what, and every argument that narrows, and to no size', () => {
    const at = new Date(0);
    const args = { filter: { search: 'a', updatedSince: at }, orderBy: 'NAME' };
    const same = cursorScopeOf('me', 'Query.patients', args);
    expect(cursorScopeOf('me', 'Query.patients', { ...args, first: 3, after: 'x', last: null, before: 'y' })).toBe(
      same,
    );
    expect(
      cursorScopeOf('me', 'Query.patients', { ...args, active: null, filter: { ...args.filter, status: null } }),
    ).toBe(same);
    const others = [
      cursorScopeOf('you', 'Query.patients', args),
      cursorScopeOf('me', 'Query.clinicians', args),
      cursorScopeOf('me', 'Query.patients', { ...args, orderBy: 'UPDATED_AT' }),
      cursorScopeOf('me', 'Query.patients', { ...args, filter: { search: 'a', updatedSince: new Date(1) } }),
      cursorScopeOf('me', 'Query.patients', { ...args, filter: { ...args.filter, status: [] } }),
      cursorScopeOf('me', 'Query.patients', { orderBy: 'NAME' }),
    ];
    expect(new Set([same, ...others]).size).toBe(others.length + 1);
  });
});
