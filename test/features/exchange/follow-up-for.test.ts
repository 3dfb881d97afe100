import { Role } from '../../../src/access/role';
import { isAskedOf } from '../../../src/features/exchange/follow-up-for';

const principalId = '00000000-0000-7000-8000-000000000001';
const clinician = { role: Role.CLINICIAN, principalId };
const open = { assigneeId: principalId, isUrgent: true, acknowledgedAt: null, completedAt: null };

describe('a follow-up that was there already', () => {
  it('is asked of whom it went to, until somebody has taken it on or done it', () => {
    expect(isAskedOf(clinician, open)).toBe(true);
    expect(isAskedOf(clinician, { ...open, isUrgent: false })).toBe(true);
    expect(isAskedOf({ ...clinician, principalId: 'somebody else' }, open)).toBe(false);
    expect(isAskedOf(clinician, { ...open, acknowledgedAt: new Date() })).toBe(false);
    expect(isAskedOf(clinician, { ...open, completedAt: new Date() })).toBe(false);
  });

  it('is asked of the team and the director once it is urgent and nobody has it any more, and of no mentor', () => {
    const ofNobody = { ...open, assigneeId: null };
    expect(isAskedOf(clinician, ofNobody)).toBe(true);
    expect(isAskedOf({ ...clinician, role: Role.PROGRAM_DIRECTOR }, ofNobody)).toBe(true);
    expect(isAskedOf({ ...clinician, role: Role.PEER_MENTOR }, ofNobody)).toBe(false);
    expect(isAskedOf(clinician, { ...ofNobody, isUrgent: false })).toBe(false);
  });
});
