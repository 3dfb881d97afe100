import { nextLinkStatuses, OPEN_STATUSES, PeerLinkStatus } from '../../../src/features/peer-links/peer-link-status';

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
