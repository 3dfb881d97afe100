import { Role } from '../../../src/access/role';
import type { Viewer } from '../../../src/access/viewer';
import { Party } from '../../../src/features/peer-links/party';
import { PauseReason } from '../../../src/features/peer-links/pause-reason';
import { PeerPurpose } from '../../../src/features/peer-links/peer-link.entity';
import { answeringParty, mayProposeLink } from '../../../src/features/peer-links/peer-link.policy';
import {
  nextLinkStatuses,
  OPEN_STATUSES,
  PeerLinkStatus,
  possibleAnswers,
} from '../../../src/features/peer-links/peer-link-status';

const { PATIENT, MENTOR, CARE_TEAM } = Party;

describe('the steps of a peer link', () => {
  const stepsOf = (party: Party, rest: Partial<Parameters<typeof nextLinkStatuses>[0]> = {}) =>
    Object.fromEntries(
      Object.values(PeerLinkStatus).map((status) => [
        status,
        nextLinkStatuses({ status, proposedBy: CARE_TEAM, pausedReason: null, ...rest }, party),
      ]),
    );
  const steps = {
    PROPOSED: [],
    ACCEPTED: ['ACTIVE', 'ENDED'],
    ACTIVE: ['PAUSED', 'ENDED'],
    PAUSED: ['ENDED'],
    DECLINED: [],
    WITHDRAWN: [],
    EXPIRED: [],
    ENDED: [],
  };

  it('are these and no others, for each of the parties', () => {
    expect(stepsOf(PATIENT)).toEqual(steps);
    expect(stepsOf(MENTOR)).toEqual(steps);
    expect(stepsOf(CARE_TEAM)).toEqual({ ...steps, PROPOSED: ['WITHDRAWN'] });
  });

  it('take back a proposal by whoever made it, or by the care team', () => {
    const withdraws = (party: Party, proposedBy: Party) => stepsOf(party, { proposedBy }).PROPOSED?.length === 1;
    expect(withdraws(PATIENT, PATIENT)).toBe(true);
    expect(withdraws(CARE_TEAM, PATIENT)).toBe(true);
    expect(withdraws(PATIENT, CARE_TEAM)).toBe(false);
    expect(withdraws(MENTOR, PATIENT)).toBe(false);
  });

  it.each([
    [PauseReason.PATIENT_CHOICE, [PATIENT, CARE_TEAM]],
    [PauseReason.MENTOR_CHOICE, [MENTOR]],
    [PauseReason.CARE_TEAM, [CARE_TEAM]],
    [PauseReason.CONSENT_REVOKED, [PATIENT, CARE_TEAM]],
    [PauseReason.CREDENTIAL_LAPSED, [CARE_TEAM]],
  ])('go on after %s by the hand of %s alone, and end by that of each', (pausedReason, parties) => {
    const steps = Object.values(Party).map((party) => [party, stepsOf(party, { pausedReason }).PAUSED] as const);
    expect(steps.filter(([, to]) => to?.includes(PeerLinkStatus.ACTIVE)).map(([party]) => party)).toEqual(parties);
    expect(steps.every(([, to]) => to?.includes(PeerLinkStatus.ENDED))).toBe(true);
  });

  it('lead nowhere from a link that is no longer open', () => {
    for (const party of Object.values(Party)) {
      const open = Object.entries(stepsOf(party, { proposedBy: party })).filter(([, to]) => to.length > 0);
      expect(open.filter(([from]) => !OPEN_STATUSES.includes(from as PeerLinkStatus))).toEqual([]);
    }
  });
});

describe('the answers to a peer link', () => {
  const { PROPOSED } = PeerLinkStatus;
  const agreed = new Date();

  it("are the patient's first, who may still say no after a yes, then the mentor's", () => {
    const answers = (party: Party, patientAgreedAt: Date | null) =>
      possibleAnswers({ status: PROPOSED, patientAgreedAt }, party);
    expect(answers(Party.PATIENT, null)).toEqual(['ACCEPT', 'DECLINE']);
    expect(answers(Party.MENTOR, null)).toEqual([]);
    expect(answers(Party.PATIENT, agreed)).toEqual(['DECLINE']);
    expect(answers(Party.MENTOR, agreed)).toEqual(['ACCEPT', 'DECLINE']);
    for (const patientAgreedAt of [null, agreed]) expect(answers(Party.CARE_TEAM, patientAgreedAt)).toEqual([]);
  });

  it('are none once a link is proposed no more', () => {
    const others = Object.values(PeerLinkStatus).filter((status) => status !== PROPOSED);
    const answers = others.flatMap((status) =>
      Object.values(Party).flatMap((party) => possibleAnswers({ status, patientAgreedAt: agreed }, party)),
    );
    expect(answers).toEqual([]);
  });

  it.each([
    [Role.PATIENT, undefined, Party.PATIENT],
    [Role.PATIENT, Party.PATIENT, Party.PATIENT],
    [Role.PEER_MENTOR, null, Party.MENTOR],
    [Role.CLINICIAN, Party.PATIENT, Party.PATIENT],
    [Role.PROGRAM_DIRECTOR, Party.PATIENT, Party.PATIENT],
  ])('of %s on behalf of %s are those of %s', (role, onBehalfOf, party) => {
    expect(answeringParty({ role } as Viewer, onBehalfOf)).toBe(party);
  });

  it.each([
    [Role.PATIENT, Party.MENTOR],
    [Role.PEER_MENTOR, Party.PATIENT],
    [Role.CLINICIAN, null],
    [Role.PROGRAM_DIRECTOR, Party.MENTOR],
  ])('of %s are refused on behalf of %s', (role, onBehalfOf) => {
    expect(() => answeringParty({ role } as Viewer, onBehalfOf)).toThrow('input.onBehalfOf');
  });
});

describe('a proposal', () => {
  const [peerSupport, groups, returns] = [128, 256, 64];
  const usual = [PeerPurpose.EMOTIONAL_SUPPORT];

  it('needs a seat, and the sight of what it writes', () => {
    const ofGroup = { peerGroupId: 'any', purposes: usual };
    const ofReturn = { purposes: [...usual, PeerPurpose.RETURN_FROM_RECURRENCE] };
    expect(mayProposeLink(peerSupport, true, { purposes: usual })).toBe(true);
    expect(mayProposeLink(groups, true, { purposes: usual })).not.toBe(true);
    expect(mayProposeLink(groups, true, ofGroup)).toBe(true);
    expect(mayProposeLink(peerSupport, true, ofGroup)).not.toBe(true);
    expect(mayProposeLink(peerSupport + returns, true, ofReturn)).toBe(true);
    expect(mayProposeLink(peerSupport, true, ofReturn)).not.toBe(true);
    expect(mayProposeLink(peerSupport, false, { purposes: usual })).not.toBe(true);
  });
});
