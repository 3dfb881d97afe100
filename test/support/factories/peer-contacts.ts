import type { Caller, TestApp } from '../app';
import { aClinician } from '../factories';
import { anEmployedMentor } from './peer-links';

const LOG = `mutation ($input: LogPeerContactInput!) {
  logPeerContact(input: $input) {
    __typename
    ... on LogPeerContactPayload { peerContact { id version minutes mode note reportedBy reviewedAt peerLink { id } } }
    ... on TransitionNotAllowed { message from to allowed }
  }
}`;

/** What to log: now, for half an hour, by phone, unless it says otherwise. */
export function contactInput(peerLinkId: string, input: object = {}): object {
  return { peerLinkId, occurredAt: new Date().toISOString(), minutes: 30, mode: 'PHONE', ...input };
}

/** Logs a contact; whatever comes of it. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
export async function logContact(by: Caller, peerLinkId: string, input: object = {}): Promise<any> {
  return (await by.data(LOG, { input: contactInput(peerLinkId, input) })).logPeerContact;
}

/** The same, where an error may come of it. */
export function sendContact(by: Caller, peerLinkId: string, input: object = {}): ReturnType<Caller['send']> {
  return by.send(LOG, { input: contactInput(peerLinkId, input) });
}

/** Logs a contact; answers with its id and version. */
export async function aContact(
  by: Caller,
  peerLinkId: string,
  input: object = {},
): Promise<{ id: string; version: number }> {
  const { peerContact, __typename } = await logContact(by, peerLinkId, input);
  if (!peerContact) throw new Error(`No contact was logged: ${__typename}`);
  return peerContact;
}

/** A supervisor of peers who is on no care team. */
export async function aSupervisor(app: TestApp): Promise<{ supervisorId: string; supervisor: Caller }> {
  const supervisorId = await aClinician(app, { role: 'PEER_SUPERVISOR' });
  return { supervisorId, supervisor: await app.asClinician(supervisorId) };
}

/** A mentor on the staff whom this clinician supervises; answers with the id. */
export function aSupervisedMentor(app: TestApp, supervisorId: string, input: object = {}): Promise<string> {
  return anEmployedMentor(app, { supervisorId, ...input });
}
