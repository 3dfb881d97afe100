// What Alongside is asked, and the naive server, whose schema is a part of Alongside's.

const Q1 = `query Q1($id: ID!) {
  carePlan(id: $id) {
    id title status
    activities {
      __typename id status
      ... on CbtActivity { focus plannedSessions }
      ... on MatActivity { display dose }
      ... on CounselingActivity { format frequency }
    }
    peerLinks(first: 10) {
      nodes {
        status
        peer {
          __typename
          ... on PeerMentor { displayName }
          ... on PeerGroup { displayName meetings { name weekday startTime timeZone modality joinUrl } }
        }
      }
    }
  }
}`;

const Q2 = `query Q2($first: Int!) {
  viewer {
    clinician {
      displayName
      caseload(first: $first) {
        nodes {
          id preferredName status
          identity { fullName }
          activeCarePlan {
            id title status
            activities { __typename id status sessions(first: 3) { nodes { occurredAt attendance } } }
            peerLinks(first: 5) {
              nodes { status peer { __typename ... on PeerMentor { displayName } ... on PeerGroup { displayName } } }
            }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

const Q3 = `query Q3($first: Int!, $after: String) {
  patients(first: $first, after: $after) {
    nodes { id updatedAt status carePlans(first: 5) { nodes { id title status } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const M1 = `mutation M1($input: RecordSessionInput!) {
  recordSession(input: $input) {
    __typename
    ... on RecordSessionPayload {
      created
      session { id occurredAt minutes attendance summary clinician { displayName } activity { __typename id } }
    }
  }
}`;

/** By the operation's name. */
export const GRAPHQL_DOCUMENTS = { Q1, Q2, Q3, M1 };
