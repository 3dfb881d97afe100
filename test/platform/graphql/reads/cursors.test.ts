import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Context } from '../../../../src/access/context';
import { Role } from '../../../../src/access/role';
import { newId } from '../../../../src/platform/graphql/ids';
import { cursorScopeOf, fromCursor, toCursor } from '../../../../src/platform/graphql/reads';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient } from '../../../support/factories';
import { badInputAt, refusalOf } from '../../../support/refusals';

const LIST = `query ($filter: PatientFilter, $orderBy: PatientOrder! = UPDATED_AT, $after: String, $before: String) {
  patients(filter: $filter, orderBy: $orderBy, after: $after, before: $before) { edges { cursor node { id } } }
}`;

/** The same cursor with one bit turned over. */
function flipped(cursor: string, bit: number): string {
  const bytes = Buffer.from(cursor, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return bytes.toString('base64url');
}

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
    ['a bit that was turned over', async () => ({ cursor: flipped(cursor, 8 * 40) })],
    [
      'a readable place under a digest that anybody can compute',
      async () => {
        const place = ['1999-01-01', newId()];
        const digest = createHash('sha256')
          .update(JSON.stringify([`${app.harbor.uuid}/${newId()}`, place]))
          .digest('base64url');
        return { cursor: Buffer.from(JSON.stringify([digest.slice(0, 16), ...place])).toString('base64url') };
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

  it('is refused when it was sealed with another key, though everything in it is right', async () => {
    const { issuer, subject } = { issuer: app.issuer.issuer, subject: director.subject };
    const claims = { issuer, subject, organizationId: app.harbor.uuid, role: Role.PROGRAM_DIRECTOR, scopes: [] };
    const ctx = new Context(app.api.services, { requestId: newId(), claims });
    await ctx.enter();
    const { cursorScope, cursorKey } = ctx;
    await ctx.close();
    const scopeUnder = (key: Buffer) =>
      cursorScopeOf({ cursorScope, cursorKey: key }, 'Query.patients', { orderBy: 'UPDATED_AT' });
    const place = fromCursor(scopeUnder(cursorKey), 'after', cursor, 2);
    expect(toCursor(scopeUnder(cursorKey), place)).toBe(cursor);
    const answer = await director.send(LIST, { after: toCursor(scopeUnder(randomBytes(32)), place) });
    expect(refusalOf(answer)).toEqual(badInputAt('after'));
  });

  it('tells nobody the names it was ordered by', async () => {
    const cursors = await cursorsOf(director, { orderBy: 'NAME' });
    expect(cursors).toHaveLength(3);
    for (const each of cursors) {
      for (const text of [each, Buffer.from(each, 'base64url').toString('latin1')])
        expect(text).not.toMatch(/ash|birch|cedar/i);
    }
  });

  it('is the same whenever the same is asked', async () => {
    const again = await cursorsOf(director, { orderBy: 'NAME' });
    expect(await cursorsOf(director, { orderBy: 'NAME' })).toEqual(again);
    expect(new Set(again).size).toBe(again.length);
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
  const cursorKey = randomBytes(32);
  const args = { filter: { search: 'a' }, first: 5 };
  const scope = cursorScopeOf({ cursorScope: 'organization/principal', cursorKey }, 'Query.patients', args);
  const place = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(place, (parts) => {
        expect(fromCursor(scope, 'after', toCursor(scope, parts), parts.length)).toEqual(parts);
      }),
    );
  });

  it('is refused for any other caller, key, length or wording', () => {
    fc.assert(
      fc.property(place, fc.string(), (parts, other) => {
        const cursor = toCursor(scope, parts);
        const strangers = [
          cursorScopeOf({ cursorScope: `organization/principal${other} `, cursorKey }, 'Query.patients', args),
          cursorScopeOf({ cursorScope: 'organization/principal', cursorKey: randomBytes(32) }, 'Query.patients', args),
        ];
        for (const stranger of strangers)
          expect(() => fromCursor(stranger, 'after', cursor, parts.length)).toThrow('"after" must be a cursor');
        expect(() => fromCursor(scope, 'before', cursor, parts.length + 1)).toThrow('"before" must be a cursor');
        expect(() => fromCursor(scope, 'after', other, parts.length)).toThrow('"after" must be a cursor');
      }),
    );
  });

  it('is refused with any bit of it turned over', () => {
    const sealed = toCursor(scope, ['2026-01-01', 'id']);
    const bits = Buffer.from(sealed, 'base64url').length * 8;
    for (let bit = 0; bit < bits; bit += 1)
      expect(() => fromCursor(scope, 'after', flipped(sealed, bit), 2)).toThrow('"after" must be a cursor');
  });

  it('is refused when any of its letters is another, one more or one fewer', () => {
    const sealed = toCursor(scope, ['2026-01-01', 'id']);
    const letter = fc.constantFrom(
      '',
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=!',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.nat(sealed.length), letter, fc.boolean(), (at, other, isMore) => {
        const changed = `${sealed.slice(0, at)}${other}${sealed.slice(isMore ? at : at + 1)}`;
        if (changed !== sealed)
          expect(() => fromCursor(scope, 'after', changed, 2)).toThrow('"after" must be a cursor');
      }),
    );
  });

  it('is another in every scope and under every key, and shows nothing of what it holds', () => {
    const held = ['Featherstonehaugh', 'id'];
    const others = [
      scope,
      cursorScopeOf({ cursorScope: 'organization/other', cursorKey }, 'Query.patients', args),
      cursorScopeOf({ cursorScope: 'organization/principal', cursorKey: randomBytes(32) }, 'Query.patients', args),
    ];
    const bodies = others.map((each) => Buffer.from(toCursor(each, held), 'base64url').subarray(28).toString('latin1'));
    expect(new Set(bodies).size).toBe(others.length);
    for (const body of bodies) expect(body).not.toContain('Feather');
  });

  it('is bound to who asks, what, and every argument that narrows, and to no size', () => {
    const scopeText = (cursorScope: string, field: string, given: Record<string, unknown>): string =>
      cursorScopeOf({ cursorScope, cursorKey }, field, given).text;
    const at = new Date(0);
    const args = { filter: { search: 'a', updatedSince: at }, orderBy: 'NAME' };
    const same = scopeText('me', 'Query.patients', args);
    expect(scopeText('me', 'Query.patients', { ...args, first: 3, after: 'x', last: null, before: 'y' })).toBe(same);
    expect(scopeText('me', 'Query.patients', { ...args, active: null, filter: { ...args.filter, status: null } })).toBe(
      same,
    );
    const others = [
      scopeText('you', 'Query.patients', args),
      scopeText('me', 'Query.clinicians', args),
      scopeText('me', 'Query.patients', { ...args, orderBy: 'UPDATED_AT' }),
      scopeText('me', 'Query.patients', { ...args, filter: { search: 'a', updatedSince: new Date(1) } }),
      scopeText('me', 'Query.patients', { ...args, filter: { ...args.filter, status: [] } }),
      scopeText('me', 'Query.patients', { orderBy: 'NAME' }),
    ];
    expect(new Set([same, ...others]).size).toBe(others.length + 1);
  });
});
