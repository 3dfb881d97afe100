import type { DataSource } from 'typeorm';
import { Role } from '../../role';

/** A registered client, as far as giving it a token goes. */
export interface TokenClient {
  /** UUID. */
  readonly organizationId: string;
  readonly role: Role.PARTNER_APP | Role.EHR_SYSTEM;
  readonly scopes: readonly string[];
  /** As registered; not looked at yet. */
  readonly jwks: unknown;
  readonly jwksUri: string | null;
}

interface ClientRow {
  readonly organization_id: string;
  readonly kind: string;
  readonly scopes: string[];
  readonly jwks: unknown;
  readonly jwks_uri: string | null;
}

/**
 * The active client with this id; undefined when it is unknown or suspended.
 * @param organizationId UUID; undefined means the organization that was founded first
 */
export async function findTokenClient(
  dataSource: DataSource,
  clientId: string,
  organizationId: string | undefined,
): Promise<TokenClient | undefined> {
  const rows: ClientRow[] = await dataSource.query('select * from app.token_client($1, $2::uuid)', [
    clientId,
    organizationId ?? null,
  ]);
  const [row] = rows;
  return (
    row && {
      organizationId: row.organization_id,
      role: row.kind === Role.EHR_SYSTEM ? Role.EHR_SYSTEM : Role.PARTNER_APP,
      scopes: row.scopes,
      jwks: row.jwks,
      jwksUri: row.jwks_uri,
    }
  );
}

/** An assertion that was found to be good. */
interface Assertion {
  readonly organizationId: string;
  readonly clientId: string;
  /** SHA-256 of its jti. */
  readonly digest: Buffer;
  readonly endsAt: Date;
}

/** Spends the assertion. Of all who come with the same one, at whatever server of this database, one is told true. */
export async function spendAssertion(
  dataSource: DataSource,
  { organizationId, clientId, digest, endsAt }: Assertion,
): Promise<boolean> {
  // In a snapshot, the loser of a race would be told of a conflict and not of the row.
  const rows: { spent: boolean }[] = await dataSource.transaction('READ COMMITTED', (tx) =>
    tx.query('select app.spend_assertion($1::uuid, $2, $3::bytea, $4::timestamptz) as spent', [
      organizationId,
      clientId,
      digest,
      endsAt,
    ]),
  );
  return rows[0]?.spent === true;
}
