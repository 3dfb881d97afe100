// The login of every contestant: only a member of the runtime role, as production demands.
import { randomBytes } from 'node:crypto';
import { withConnection } from './connect.mjs';

const LOGIN = 'bench_runtime';

/** Of this run; the login belongs to the whole server, and is opened for each of its databases. */
const PASSWORD = randomBytes(18).toString('hex');

/**
 * Makes the login, and gives it this run's password.
 * @param {string} superuserUrl of any migrated database of the server
 * @returns {Promise<(url: string) => string>} a superuser's address as the login's
 */
export async function openRuntimeLogin(superuserUrl) {
  await withConnection(superuserUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [LOGIN]);
    if (rowCount === 0) await client.query(`create role ${LOGIN} login in role alongside_runtime`);
    await client.query(`grant bench_organization to ${LOGIN}`);
    await client.query(`alter role ${LOGIN} password '${PASSWORD}'`);
  });
  return (url) => {
    const address = new URL(url);
    address.username = LOGIN;
    address.password = PASSWORD;
    return address.href;
  };
}
