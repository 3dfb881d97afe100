import type { Role } from './role';

/** Who is asking, as the verified token and the database say. */
export interface Viewer {
  readonly organizationId: string;
  readonly role: Role;
  /** What grants of access name: the clinician, mentor, patient or client behind the login, else the login itself. */
  readonly principalId: string;
  /** The record that the login is bound to, by the node type's prefix; undefined when it is bound to none. */
  readonly holder: { readonly type: string; readonly id: string } | undefined;
  /** Whether row security shows this viewer who every patient of the organization is. */
  readonly seesEveryIdentity: boolean;
  /** Whether the viewer stands outside the program, so that whatever they are shown is a disclosure (42 CFR 2.11). */
  readonly isOutsider: boolean;
  /** The login itself, as the token names it. */
  readonly login: { readonly issuer: string; readonly subject: string };
  /** SMART scopes in force: what the token says, and for a registered client no more than it was registered for. */
  readonly scopes: readonly string[];
}

/** Whether the viewer is this record: the clinician, the mentor, the patient, the client. */
export function isHolder(viewer: Viewer, type: string, id: string): boolean {
  return viewer.holder?.type === type && viewer.holder.id === id;
}
