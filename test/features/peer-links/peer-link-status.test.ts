import { Role } from '../../../src/access/role';
import type { Viewer } from '../../../src/access/viewer';
import { Party } from '../../../src/features/peer-links/party';
import { PeerPurpose } from '../../../src/features/peer-links/peer-link.entity';
import { answeringParty, mayProposeLink } from '../../../src/features/peer-links/peer-link.policy';
import {
  nextLinkStatuses,
  OPEN_STATUSES,
  PeerLinkStatus,
  possibleAnswers,
} from '../../../src/features/peer-links/peer-link-status';

describe('the steps of a peer link', () => {
  it('are these and no others', () => {
    const steps = Object.fromEntries(Object.values(PeerLinkStatus).map((from) => [from, nextLinkStatuses(from)]));
    expect(steps).toEqual({
      PROPOSED: ['WITHDRAWN'],
      ACCEPTED: ['ACTIVE', 'ENDED'],
      ACTIVE: ['PAUSED', 'ENDED'],
      PAUSED: ['ACTIVE', 'ENDED'],
      DECLINED: [],
      WITHDRAWN: [],
      EXPIRED: [],
      ENDED: [],
    });
  });

  it('lead nowhere from a link that is no longer open', () => {
    const closed = Object.values(PeerLinkStatus).filter((status) => !OPEN_STATUSES.includes(status));
    expect(closed.flatMap((status) => nextLinkStatuses(status))).toEqual([]);
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

  it('needs the sight of what it writes', () => {
    const ofGroup = { peerGroupId: 'any', purposes: usual };
    const ofReturn = { purposes: [...usual, PeerPurpose.RETURN_FROM_RECURRENCE] };
    expect(mayProposeLink(peerSupport, { purposes: usual })).toBe(true);
    expect(mayProposeLink(groups, { purposes: usual })).not.toBe(true);
    expect(mayProposeLink(groups, ofGroup)).toBe(true);
    expect(mayProposeLink(peerSupport, ofGroup)).not.toBe(true);
    expect(mayProposeLink(peerSupport + returns, ofReturn)).toBe(true);
    expect(mayProposeLink(peerSupport, ofReturn)).not.toBe(true);
  });
});
