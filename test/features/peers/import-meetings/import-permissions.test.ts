import { Role } from '../../../../src/access/role';
import { startTestApp, type TestApp } from '../../../support/app';
import { aClinician } from '../../../support/factories';
import { aListing } from './a-listing';
import { asOwner, meetingsOf, send } from './import-support';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('who may import', () => {
  it('lets a peer supervisor', async () => {
    const supervisor = await app.asClinician(await aClinician(app, { role: 'PEER_SUPERVISOR' }));
    const { data } = await send(supervisor, [aListing()], { source: 'supervised' });
    expect(data.importMeetings).toMatchObject({ read: 1, created: 1 });
  });

  it('refuses every other clinician', async () => {
    const counselor = await app.asClinician(await aClinician(app, { role: 'COUNSELOR' }));
    for (const caller of [counselor, app.as(Role.CLINICIAN)]) {
      const { errors } = await send(caller, [aListing()], { source: 'refused' });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    expect(await meetingsOf(app, 'refused')).toEqual([]);
  });

  it.each([Role.INTAKE, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER, Role.PATIENT, Role.PEER_MENTOR])(
    'refuses %s',
    async (role) => {
      const { errors } = await send(app.as(role), [aListing()], { source: 'refused' });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    },
  );

  it('refuses somebody without a token', async () => {
    const { errors } = await send(app.nobody(), [aListing()]);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('what may be imported', () => {
  it.each([
    ['source', { source: '  ' }],
    ['source', { source: 'x'.repeat(101) }],
    ['defaultTimeZone', { defaultTimeZone: 'Pacific/Nowhere' }],
    ['fellowship', { fellowship: 'CHESS_CLUB' }],
  ])('names %s when it cannot be accepted, and echoes no value', async (field, input) => {
    const { errors, text } = await send(app.as(Role.ADMINISTRATOR), [aListing()], input);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(text).toContain(`input.${field}`);
    expect(text).not.toMatch(/Nowhere|CHESS|xxx/);
  });

  it('refuses more listings than a request may carry', async () => {
    const { errors } = await send(app.as(Role.ADMINISTRATOR), Array(2_001).fill({}));
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input.meetings', message: expect.any(String) }] } },
    ]);
  });

  it('takes a source with spaces around it for the same', async () => {
    const listing = aListing();
    await send(app.as(Role.ADMINISTRATOR), [listing], { source: 'spaced' });
    const { data } = await send(app.as(Role.ADMINISTRATOR), [listing], { source: ' spaced ' });
    expect(data.importMeetings).toMatchObject({ unchanged: 1, created: 0 });
  });

  it('imports once under one idempotency key, and answers the same again', async () => {
    const administrator = app.as(Role.ADMINISTRATOR);
    const document = `mutation ($input: ImportMeetingsInput!) {
      importMeetings(input: $input) { read created unchanged rejected { index slug reason } }
    }`;
    const input = {
      source: 'keyed',
      defaultTimeZone: 'America/Los_Angeles',
      fellowship: 'TWELVE_STEP_AA',
      meetings: [aListing(), {}],
    };
    const first = await administrator.send(document, { input }, { idempotencyKey: 'feed-1' });
    const second = await administrator.send(document, { input }, { idempotencyKey: 'feed-1' });
    expect(first.data.importMeetings).toMatchObject({ read: 2, created: 1, rejected: [{ index: 1, slug: null }] });
    expect(second.data).toEqual(first.data);
    const lines = await asOwner(app, "select 1 from audit_event where kind = 'meetings.imported' and reason = 'keyed'");
    expect(lines).toHaveLength(1);
  });
});
