// Where PostGraphile's schema has a field elsewhere, its place in Alongside's answer. For verification only, never timed.

/** A link names its mentor or its group; Alongside calls either the peer. */
const link = ({ mentor, group, ...rest }) => ({ ...rest, peer: mentor ?? group });

const links = ({ nodes }) => ({ nodes: nodes.map(link) });

/** The newest active plan is the first of a list of one. */
const patient = ({ fullName, activeCarePlan: [plan], ...rest }) => ({
  ...rest,
  identity: { fullName },
  activeCarePlan: plan ? { ...plan, peerLinks: links(plan.peerLinks) } : null,
});

const RESHAPE = {
  Q1: ({ carePlan }) => ({ carePlan: { ...carePlan, peerLinks: links(carePlan.peerLinks) } }),
  // There is no viewer: the clinician is found by id.
  Q2: ({ clinician: { displayName, caseload } }) => ({
    viewer: { clinician: { displayName, caseload: { ...caseload, nodes: caseload.nodes.map(patient) } } },
  }),
  Q3: (data) => data,
  // There are no refusals, so the payload needs no name; and nothing is ever found to exist.
  M1: ({ recordSession }) => ({
    recordSession: { __typename: 'RecordSessionPayload', created: true, ...recordSession },
  }),
};

/** @param {keyof typeof RESHAPE} operation */
export const reshape = (operation, data) => RESHAPE[operation](data);
