import { type GraphQLInputObjectType, getNamedType, isRequiredInputField } from 'graphql';
import { toGlobalId } from '../../../../src/platform/graphql/ids';
import { idOf, P } from '../scenario/ids';
import type { AnyField } from './types';

const id = (prefix: string, uuid: string): string => JSON.stringify(toGlobalId(prefix, uuid));
const patient = id('patient', P);

/**
 * Values of arguments that match what is P's, as GraphQL writes them: by field and argument, by input and key, or by the type of
 * the argument. A new argument or filter key needs one here.
 */
const VALUES: Readonly<Record<string, string>> = {
  'Query.node(id)': patient,
  'Query.nodes(ids)': `[${patient}]`,
  'Query.patient(id)': patient,
  'Query.patientByIdentifier(system)': '"urn:example:mrn"',
  'Query.patientByIdentifier(value)': '"P-1"',
  'Query.possibleDuplicates(familyName)': '"Placeholder"',
  'Query.possibleDuplicates(birthDate)': '"1985-05-05"',
  'Query.clinician(id)': id('clinician', idOf('clinician', 'CT')),
  'Query.clinicians(active)': 'true',
  'Query.carePlan(id)': id('care_plan', idOf('plan', '1')),
  'Query.peerLink(id)': id('peer_link', idOf('link', 'MI')),
  'Query.peerGroup(id)': id('peer_group', idOf('group', 'of P')),
  'Query.peerMentor(id)': id('peer_mentor', idOf('mentor', 'ME')),
  'Query.meetings(filter)': '{ near: { latitude: 37.3, longitude: -121.9, withinKm: 5 } }',
  'Query.consentPreview(patientId)': patient,
  'Query.consentPreview(recipientId)': id('partner_app', idOf('client', 'AA')),
  'Query.emergencyAccesses(reviewed)': 'false',
  'Patient.disclosures(from)': '"2025-01-01T00:00:00Z"',
  'Patient.disclosures(to)': '"2990-01-01T00:00:00Z"',
  'Patient.followUps(open)': 'true',
  'Patient.peerEngagement(days)': '366',
  'PeerGroup.nextMeetings(days)': '14',
  'PeerGroup.nextMeetings(first)': '3',
  'PeerGroup.nextMeetings(from)': '"2026-03-01T00:00:00Z"',
  'PeerLink.nextMeetings(days)': '14',
  'PeerLink.nextMeetings(first)': '3',
  'PatientFilter.search': '"placeholder"',
  'PatientFilter.updatedSince': '"2025-01-01T00:00:00Z"',
  'CaseloadFilter.search': '"pat"',
  'CaseloadFilter.needsAttention': 'true',
  'CarePlanFilter.updatedSince': '"2025-01-01T00:00:00Z"',
  'CarePlanFilter.clinicianId': id('clinician', idOf('clinician', 'NA')),
  'CarePlanFilter.withoutPeerSupport': 'false',
  'Query.peerMentors(PeerFilter.search)': '"Mentor"',
  'Query.peerGroups(PeerFilter.search)': '"Group"',
  'PeerFilter.languages': '["en"]',
  'Query.peerMentors(PeerFilter.acceptingMentees)': 'true',
  // Groups take on no mentees.
  'Query.peerGroups(PeerFilter.acceptingMentees)': 'false',
  'PeerFilter.active': 'true',
  'MeetingFilter.from': '"2026-03-01T00:00:00Z"',
  'MeetingFilter.days': '14',
  'MeetingFilter.near': '{ latitude: 37.3, longitude: -121.9, withinKm: 5 }',
  'MeetingFilter.modalities': '[HYBRID]',
  'MeetingFilter.types': '["O"]',
  'FollowUpFilter.mine': 'true',
  'FollowUpFilter.overdue': 'true',
  'FollowUpFilter.open': 'true',
  'FollowUpFilter.patientId': patient,
  'FollowUpFilter.assigneeId': id('clinician', idOf('clinician', 'CE')),
  'FollowUpFilter.dueBefore': '"2990-01-01T00:00:00Z"',
  ChangeType: 'CARE_PLAN',
  TimelineKind: 'SESSION',
  Approach: 'SECULAR',
  Modality: 'VIRTUAL',
  Fellowship: 'SMART_RECOVERY',
  Weekday: 'MONDAY',
  PatientStatus: 'ACTIVE',
  CarePlanStatus: 'ACTIVE',
  PeerKind: 'MENTOR',
  PeerLinkStatus: 'ACTIVE',
  Instrument: 'GAD_7',
  ConsentStatus: 'ACTIVE',
  FollowUpKind: 'URGENT_SAFETY_CALL',
};

/** An argument of a field as it is written: `id: "patient_…"`. @throws when there is no value for it */
export function argumentText(entry: string, parent: string, field: AnyField, name: string): string {
  const arg = field.args.find((candidate) => candidate.name === name);
  const keys = [`${entry}(${name})`, `${parent}.${name}`, arg ? getNamedType(arg.type).name : ''];
  return `${name}: ${matchOf(`${entry}(${name})`, keys)}`;
}

/** A key of a filter as it is written, beside those that the filter cannot do without. */
export function keyText(entry: string, input: GraphQLInputObjectType, name: string): string {
  const needed = Object.values(input.getFields()).filter((field) => isRequiredInputField(field) && field.name !== name);
  return [...needed.map((field) => field.name), name]
    .map((key) => {
      const type = input.getFields()[key]?.type;
      const own = `${entry}(${input.name}.${key})`;
      return `${key}: ${matchOf(own, [own, `${input.name}.${key}`, type ? getNamedType(type).name : ''])}`;
    })
    .join(', ');
}

function matchOf(what: string, keys: readonly string[]): string {
  const key = keys.find((candidate) => candidate in VALUES);
  const value = key === undefined ? undefined : VALUES[key];
  if (value === undefined)
    throw new Error(`${what} has no value that matches P: say one in test/access/matrix/graph/arguments.ts.`);
  return value;
}
