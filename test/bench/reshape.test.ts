import { reshape } from '../../bench/contestants/postgraphile/reshape.mjs';

const LINKS = {
  nodes: [
    { status: 'ACTIVE', mentor: { __typename: 'PeerMentor', displayName: 'M' }, group: null },
    { status: 'ACTIVE', mentor: null, group: { __typename: 'PeerGroup', displayName: 'G' } },
  ],
};
const PEERS = {
  nodes: [
    { status: 'ACTIVE', peer: { __typename: 'PeerMentor', displayName: 'M' } },
    { status: 'ACTIVE', peer: { __typename: 'PeerGroup', displayName: 'G' } },
  ],
};

describe("PostGraphile's answers, with fields where Alongside has them", () => {
  it('call a mentor or a group the peer', () => {
    expect(reshape('Q1', { carePlan: { title: 'T', peerLinks: LINKS } })).toEqual({
      carePlan: { title: 'T', peerLinks: PEERS },
    });
  });

  it('take the first active plan, or none', () => {
    const nodes = [
      { status: 'ACTIVE', fullName: 'A', activeCarePlan: [{ title: 'T', peerLinks: LINKS }] },
      { status: 'ACTIVE', fullName: 'B', activeCarePlan: [] },
    ];
    const caseload = { nodes, pageInfo: { hasNextPage: true } };
    expect(reshape('Q2', { clinician: { displayName: 'C', caseload } })).toEqual({
      viewer: {
        clinician: {
          displayName: 'C',
          caseload: {
            nodes: [
              { status: 'ACTIVE', identity: { fullName: 'A' }, activeCarePlan: { title: 'T', peerLinks: PEERS } },
              { status: 'ACTIVE', identity: { fullName: 'B' }, activeCarePlan: null },
            ],
            pageInfo: { hasNextPage: true },
          },
        },
      },
    });
  });

  it('leave the values alone', () => {
    const data = { patients: { nodes: [{ id: 'a', status: null }] } };
    expect(reshape('Q3', data)).toEqual(data);
    expect(reshape('M1', { recordSession: { session: { minutes: 50 } } })).toEqual({
      recordSession: { __typename: 'RecordSessionPayload', created: true, session: { minutes: 50 } },
    });
  });
});
