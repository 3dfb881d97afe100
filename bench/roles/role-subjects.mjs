// What each role is asked about: plans and patients that it reaches, the same in every run.
import { BenchError } from '../bench-error.mjs';
import { withConnection } from '../database/connect.mjs';
import { ask } from '../load/ask.mjs';
import { requestOf } from '../load/request-of.mjs';
import { LENGTHS } from '../plan.mjs';
import { pagePlaces } from '../verify/page-places.mjs';

/** How many plans a role is asked about, where it reaches so many; and how many pages it goes round. */
const PLANS = 1_000;
const PAGES = 8;

// Of the volume's patients, who have both links. By a digest: scattered, and yet the same each time.
const PLANS_BY_GRANT = `select c.id, g.principal_id from access_grant g join care_plan c on c.organization_id = g.organization_id and c.patient_id = g.patient_id
  join patient_identity i on i.organization_id = c.organization_id and i.patient_id = c.patient_id
  where g.principal_id = any($1::uuid[]) and g.valid_from <= now() and g.valid_until > now() and i.family_name like 'Volume %'
  order by md5(c.id::text) limit $2`;

/**
 * @param {import('../servers/open-bench.mjs').Volume} volume
 * @param {readonly string[]} names of personas who see plans by a relationship
 * @returns {Promise<{ plan: string, persona: string }[]>}
 */
async function plansByGrant({ url, personas }, names) {
  const byPrincipal = new Map(names.map((name) => [personas[name].principal, name]));
  const { rows } = await withConnection(url, (client) =>
    client.query(PLANS_BY_GRANT, [[...byPrincipal.keys()], PLANS]),
  );
  return rows.map(({ id, principal_id }) => ({ plan: id, persona: byPrincipal.get(principal_id) }));
}

/**
 * The plans that a role is asked about, with who asks.
 * @param {import('../servers/open-bench.mjs').Volume} volume
 * @param {import('./roles.mjs').Role} role
 */
export async function plansOfRole(volume, { name, personas }) {
  const [persona] = personas;
  const isWide = Number(volume.personas[persona].wide) !== 0;
  const plans = isWide ? volume.chosen.plans.map((plan) => ({ plan, persona })) : await plansByGrant(volume, personas);
  if (plans.length === 0) throw new BenchError(`There is no plan that the role "${name}" reaches.`);
  return plans;
}

/**
 * The pages that a role is asked for: of those who reach many, one after the other; of all others the one that holds all they reach.
 * PostGraphile is asked for as many rows.
 * @param {import('../verify/verify-answers.mjs').Running} own Alongside
 * @param {import('../verify/verify-answers.mjs').Running} other PostGraphile
 * @param {Record<string, string>} tokens
 * @param {import('./roles.mjs').Role} role
 * @returns {Promise<import('../load/subjects-of.mjs').Subject[][]>} Alongside's, then the other's
 */
export async function pagesOfRole(own, other, tokens, { personas }) {
  const pages = [[], []];
  for (const persona of personas) {
    const { data } = await ask(own.url, requestOf(own.contestant, 'Q3', { persona, first: LENGTHS.usual }, tokens));
    const { nodes, pageInfo } = own.contestant.pageOf(data);
    const count = pageInfo.hasNextPage ? PAGES : 1;
    for (const [index, running] of [own, other].entries()) {
      const first = index === 0 ? LENGTHS.usual : nodes.length;
      const places = await pagePlaces(running, { persona, size: first, count }, tokens);
      pages[index].push(...places.map((after) => ({ persona, first, after })));
    }
  }
  return pages;
}
