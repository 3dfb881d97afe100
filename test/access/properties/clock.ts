import { asAdmin } from '../../support/database';
import { uuidOf } from '../../support/uuid-of';
import type { Stage } from './cast';
import { lookAround } from './looks';
import { sweep } from './machines';

/** Every instant that decides what is seen. */
const INSTANTS: Record<string, readonly string[]> = {
  consent: ['starts_at', 'expires_at'],
  care_team_member: ['starts_at', 'ends_at'],
  emergency_access: ['granted_at', 'expires_at'],
  access_restriction: ['starts_at', 'ends_at'],
  access_grant: ['valid_from', 'valid_until'],
  access_denial: ['valid_from', 'valid_until'],
};

/**
 * Lets hours pass: all of these patients' instants move into the past, by the superuser, past every trigger. Then consents whose day has
 * come are marked; they have ended by themselves before.
 */
export async function passTime(stage: Stage, hours: number): Promise<void> {
  const { databaseUrl } = stage.app;
  const patients = stage.patientIds.map(uuidOf);
  await asAdmin(databaseUrl, async (admin) => {
    await admin.query('begin');
    await admin.query('set local session_replication_role = replica');
    for (const [table, columns] of Object.entries(INSTANTS)) {
      const changes = columns.map((column) => `${column} = ${column} - $2 * interval '1 hour'`);
      await admin.query(`update ${table} set ${changes} where patient_id = any($1)`, [patients, hours]);
    }
    await admin.query("update emergency_attempt set at = at - $1 * interval '1 hour'", [hours]);
    await admin.query('commit');
  });
  stage.world.now += hours;
  await lookAround(stage);
  await asAdmin(databaseUrl, (admin) => admin.query('select app.expire_consents(1000)'));
  sweep(stage.world);
}

/** The server's own sweep would come at any moment, and the model not know of it. Nor does anybody begin with tries of before. */
export async function holdClock({ databaseUrl }: Stage['app']): Promise<void> {
  await asAdmin(databaseUrl, (admin) =>
    admin.query('revoke execute on function app.expire_consents from alongside_runtime'),
  );
}

export async function forgetAttempts({ databaseUrl }: Stage['app']): Promise<void> {
  await asAdmin(databaseUrl, (admin) => admin.query('delete from emergency_attempt'));
}
