import { allLinesOf } from '../../access/audit-lines';
import { asAdmin } from '../../support/database';
import { aCareTeam } from '../../support/factories/care-plans';
import {
  ACKNOWLEDGED,
  aClient,
  aConsent,
  aProposedConsent,
  hoursAhead,
  letExpire,
  signedTerms,
} from '../../support/factories/consents';
import { aMentor } from '../../support/factories/peers';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';
import { forEachTest } from './for-each-test';

const GRANT = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { ... on GrantConsentPayload { consent { id status } } } }`;
const ANSWER = `mutation ($input: AnswerConsentInput!) { answerConsent(input: $input) { __typename
  ... on AnswerConsentPayload { consent { status } } ... on TransitionNotAllowed { message allowed } } }`;
const CONSENT = 'query ($id: ID!) { node(id: $id) { ... on Consent { version status supersededBy { id status } } } }';

const scene = forEachTest();

const send = (input: object) => scene.self.send(GRANT, { input: signedTerms(scene.about(input)) });
const consent = async (id: string) => (await scene.self.data(CONSENT, { id })).node;
const accept = async (consentId: string) =>
  (await scene.self.data(ANSWER, { input: { consentId, expectedVersion: 1, answer: 'ACCEPT', ...ACKNOWLEDGED } }))
    .answerConsent;
const seen = async () =>
  (
    await scene.client.caller.data('query ($id: ID!) { patient(id: $id) { status contactPoints { value } } }', {
      id: scene.team.patientId,
    })
  ).patient;

describe('a consent that takes the place of another', () => {
  it('narrows what is seen, in one step', async () => {
    const wide = await aConsent(scene.self, scene.about({ categories: ['CARE_PLAN', 'CONTACT'] }));
    expect(await seen()).toEqual({ status: 'PRE_ADMISSION', contactPoints: [] });
    const { result, lines } = await allLinesOf(scene.app, () =>
      aConsent(scene.self, scene.about({ categories: ['CONTACT'], supersedesId: wide })),
    );
    expect(await seen()).toEqual({ status: null, contactPoints: [] });
    expect(await consent(wide)).toEqual({
      version: 2,
      status: 'SUPERSEDED',
      supersededBy: { id: result, status: 'ACTIVE' },
    });
    expect(lines.map(({ kind }) => kind)).toEqual(['consent.granted', 'consent.superseded']);
  });

  it('is in force before the one before it ends: what stands on either never sees a moment without', async () => {
    const first = await aConsent(scene.self, scene.about());
    await asAdmin(scene.app.databaseUrl, (admin) =>
      admin.query(`create table watched (live int);
        create function watch() returns trigger language plpgsql as $$ begin
          insert into watched select count(*) from consent where status = 'ACTIVE' and patient_id = new.patient_id; return null; end $$;
        alter function watch() security definer;
        create trigger z_watch after insert or update on consent for each row execute function watch();
        grant execute on function watch() to public`),
    );
    await aConsent(scene.self, scene.about({ supersedesId: first }));
    const { rows } = await asAdmin(scene.app.databaseUrl, (admin) => admin.query('select live from watched'));
    await asAdmin(scene.app.databaseUrl, (admin) => admin.query('drop trigger z_watch on consent'));
    expect(rows).toEqual([{ live: 2 }, { live: 1 }]);
  });

  it('takes the place of one, of two at the same moment', async () => {
    const first = await aConsent(scene.self, scene.about());
    const answers = await Promise.all([send({ supersedesId: first }), send({ supersedesId: first })]);
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(answers.map(refusalOf)).toContainEqual(badInputAt('input.supersedesId'));
    const { patient } = await scene.self.data(
      'query ($id: ID!) { patient(id: $id) { consents(status: [ACTIVE]) { totalCount } } }',
      { id: scene.team.patientId },
    );
    expect(patient.consents.totalCount).toBe(1);
  });

  it('and a revocation at the same moment end the one before once', async () => {
    const first = await aConsent(scene.self, scene.about());
    const revoke = 'mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }';
    const [granted, { revokeConsent }] = await Promise.all([
      send({ supersedesId: first }),
      scene.self.data(revoke, { input: { consentId: first } }),
    ]);
    const { status } = await consent(first);
    expect(status).toBe(granted.errors ? 'REVOKED' : 'SUPERSEDED');
    expect(revokeConsent.__typename).toBe(granted.errors ? 'RevokeConsentPayload' : 'TransitionNotAllowed');
  });

  it('has the same recipient and the same patient, and begins at once', async () => {
    const first = await aConsent(scene.self, scene.about());
    expect(
      refusalOf(await send({ supersedesId: first, recipient: { partnerAppId: (await aClient(scene.app)).id } })),
    ).toEqual(badInputAt('input.supersedesId'));
    const mentor = { scope: 'PEER_SHARING', recipient: { peerMentorId: await aMentor(scene.app) } };
    expect(refusalOf(await send({ supersedesId: first, ...mentor }))).toEqual(badInputAt('input.supersedesId'));
    expect(refusalOf(await send({ supersedesId: first, startsAt: hoursAhead(1) }))).toEqual(
      badInputAt('input.startsAt'),
    );
    const other = await aCareTeam(scene.app);
    const theirs = await aConsent(other.clinician, scene.about({ patientId: other.patientId }));
    expect(refusalOf(await send({ supersedesId: theirs })).code).toBe('NOT_FOUND');
    expect(await consent(first)).toMatchObject({ status: 'ACTIVE', version: 1 });
  });

  it('takes the place of one that is in force: not of one proposed, nor of one whose end has come', async () => {
    const proposed = await aProposedConsent(scene.team.clinician, scene.about());
    const over = await aConsent(scene.self, scene.about());
    await letExpire(scene.app, over);
    for (const supersedesId of [proposed, over])
      expect(refusalOf(await send({ supersedesId }))).toEqual(badInputAt('input.supersedesId'));
  });

  it('waits for its signature when it was proposed', async () => {
    const first = await aConsent(scene.self, scene.about());
    const next = await aProposedConsent(
      scene.team.clinician,
      scene.about({ categories: ['CONTACT'], supersedesId: first }),
    );
    expect(await consent(first)).toMatchObject({ status: 'ACTIVE' });
    expect((await accept(next)).consent.status).toBe('ACTIVE');
    expect(await consent(first)).toMatchObject({ status: 'SUPERSEDED', supersededBy: { id: next } });
    expect(await seen()).toEqual({ status: null, contactPoints: [] });
  });

  it('is not signed once another took that place, and is when the one before was revoked', async () => {
    const first = await aConsent(scene.self, scene.about());
    const [one, two] = [
      await aProposedConsent(scene.team.clinician, scene.about({ supersedesId: first })),
      await aProposedConsent(scene.team.clinician, scene.about({ supersedesId: first })),
    ];
    const names = (await Promise.all([accept(one), accept(two)])).map(({ __typename }) => __typename);
    expect(names.sort()).toEqual(['AnswerConsentPayload', 'TransitionNotAllowed']);
    const second = await aConsent(scene.self, scene.about());
    const third = await aProposedConsent(scene.team.clinician, scene.about({ supersedesId: second }));
    await scene.self.data('mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }', {
      input: { consentId: second },
    });
    expect((await accept(third)).consent.status).toBe('ACTIVE');
    expect(await consent(second)).toMatchObject({ status: 'REVOKED', supersededBy: null });
    expect(uuidOf(third)).toHaveLength(36);
  });
});
