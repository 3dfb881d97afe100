import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql';

const PAGE = 'first: Int, after: String, last: Int, before: String';

/** The part of the contract that prices depend on; every field answers null or nothing. */
export function aClinicSchema(): GraphQLSchema {
  const schema = buildSchema(`
    interface Node { id: ID! }
    interface PeerSupport implements Node { id: ID! displayName: String }
    type Query {
      viewer: Viewer
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]
      patient(id: ID!): Patient
      patients(filter: PatientFilter, ${PAGE}): PatientConnection
      register(input: RegisterInput!, dryRun: Boolean! = true): Patient
    }
    type Viewer { clinician: Clinician displayName: String }
    type Clinician implements Node { id: ID! displayName: String caseload(${PAGE}): PatientConnection }
    type Patient implements Node {
      id: ID! preferredName: String identity: Identity careTeam: [CareTeamMember!]
      carePlans(${PAGE}): CarePlanConnection peerLinks(${PAGE}): PeerLinkConnection
    }
    type Identity { fullName: String identifiers: [Identifier!]! }
    type Identifier { system: String value: String }
    type CareTeamMember implements Node { id: ID! clinician: Clinician }
    type CarePlan implements Node { id: ID! title: String patient: Patient activities: [Activity!] peerLinks(${PAGE}): PeerLinkConnection }
    type Activity implements Node { id: ID! status: String clinician: Clinician carePlan: CarePlan }
    type PeerLink implements Node { id: ID! patient: Patient peer: PeerSupport }
    type PeerMentor implements PeerSupport & Node { id: ID! displayName: String }
    type PeerGroup implements PeerSupport & Node { id: ID! displayName: String nextMeetings(first: Int = 10): [Occurrence!]! }
    type Occurrence { meeting: Meeting startsAt: String }
    type Meeting implements Node { id: ID! name: String }
    type PageInfo { hasNextPage: Boolean }
    type PatientConnection { nodes: [Patient!]! edges: [PatientEdge!]! pageInfo: PageInfo! totalCount: Int }
    type PatientEdge { cursor: String! node: Patient! }
    type CarePlanConnection { nodes: [CarePlan!]! pageInfo: PageInfo! }
    type PeerLinkConnection { nodes: [PeerLink!]! pageInfo: PageInfo! }
    "A calendar day: 2026-03-01."
    scalar Date
    enum Sex { FEMALE MALE }
    input PatientFilter { search: String }
    input AddressInput { lines: [String!]! }
    input RegisterInput { givenName: String! birthDate: Date sex: Sex address: AddressInput priority: Int }
  `);
  const query = schema.getQueryType();
  const patients = isObjectType(query) ? query.getFields().patients : undefined;
  if (patients) patients.extensions = { maxPageSize: 200 };
  return schema;
}
