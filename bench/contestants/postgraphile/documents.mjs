// What PostGraphile is asked: the same data by aliases, in the places where its schema has them.

const KINDS = ['CbtActivity', 'MatActivity', 'CounselingActivity'];

const Q1 = `query Q1($id: UUID!) {
  carePlan: carePlanByRowId(rowId: $id) {
    id: rowId title status
    activities: activitiesList(orderBy: [ROW_ID_ASC]) {
      __typename id: rowId status
      ... on CbtActivity { focus plannedSessions }
      ... on MatActivity { display dose }
      ... on CounselingActivity { format frequency }
    }
    peerLinks: links(first: 10, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
      nodes {
        status
        mentor { __typename displayName }
        group {
          __typename displayName
          meetings: meetingsList(condition: { active: true }, orderBy: [NAME_ASC, ROW_ID_ASC]) {
            name weekday startTime timeZone modality joinUrl
          }
        }
      }
    }
  }
}`;

const SESSIONS = `sessions(first: 3, condition: { enteredInErrorAt: null }, orderBy: [OCCURRED_AT_DESC, ROW_ID_DESC]) {
  nodes { occurredAt attendance }
}`;

const Q2 = `query Q2($first: Int!, $clinician: UUID!) {
  clinician: clinicianByRowId(rowId: $clinician) {
    displayName
    caseload(first: $first) {
      nodes {
        id: rowId preferredName status fullName
        activeCarePlan: plansList(first: 1, condition: { status: "ACTIVE" }, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
          id: rowId title status
          activities: activitiesList(orderBy: [ROW_ID_ASC]) {
            __typename id: rowId status
            ${KINDS.map((kind) => `... on ${kind} { ${SESSIONS} }`).join('\n')}
          }
          peerLinks: links(first: 5, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
            nodes { status mentor { __typename displayName } group { __typename displayName } }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const Q3 = `query Q3($first: Int!, $after: Cursor) {
  patients: allPatients(first: $first, after: $after, orderBy: [UPDATED_AT_DESC, ROW_ID_DESC]) {
    nodes {
      id: rowId updatedAt status
      carePlans: plans(first: 5, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) { nodes { id: rowId title status } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const M1 = `mutation M1($input: BenchRecordSessionInput!) {
  recordSession: benchRecordSession(input: $input) {
    session: result {
      id: rowId occurredAt minutes attendance summary clinician { displayName } activity { __typename id: rowId }
    }
  }
}`;

/** By the operation's name. */
export const POSTGRAPHILE_DOCUMENTS = { Q1, Q2, Q3, M1 };
