// Every operation as every role that may run it: Alongside as that role, beside PostGraphile with the standard question.
import { runRounds } from '../load/run-rounds.mjs';
import { USUAL_CONNECTIONS } from '../plan.mjs';
import { pagesOfRole, plansOfRole } from './role-subjects.mjs';
import { ROLES, titleOf } from './roles.mjs';
import { verifyRole } from './verify-role.mjs';

/**
 * @param {import('../plan.mjs').RunPlan} plan
 * @param {import('../servers/open-bench.mjs').Volume} volume with the roles' clients
 * @param {readonly import('../verify/verify-answers.mjs').Running[]} runnings Alongside, then PostGraphile
 * @param {{ postmaster: number, tell(line: string): void }} bench
 * @returns {Promise<{ results: import('../load/run-rounds.mjs').Result[], questions: import('../verify/plans.mjs').Question[] }>}
 *   with a question of each, for what Alongside says of its statements
 */
export async function runRoles(plan, volume, runnings, bench) {
  const results = [];
  const questions = [];
  for (const role of ROLES) {
    for (const operation of role.operations) {
      const asked = await subjectsOfRole(volume, runnings, role, operation);
      const cast = runnings.map((running, index) => ({ ...running, subjects: { [operation]: () => asked[index] } }));
      await verifyRole(cast, operation, role, volume.tokens);
      const load = { phase: 'roles', operation, role: titleOf(operation, role), connections: USUAL_CONNECTIONS };
      results.push(...(await runRounds(cast, load, { ...plan, ...plan.roles }, bench)));
      questions.push({ title: load.role, operation, subject: asked[0].find(({ after }) => after === undefined) });
    }
  }
  return { results, questions };
}

/** Of Alongside, then of PostGraphile. */
async function subjectsOfRole(volume, [own, other], role, operation) {
  if (operation === 'Q1') {
    const plans = await plansOfRole(volume, role);
    return [plans, plans];
  }
  if (operation === 'Q3') return pagesOfRole(own, other, volume.tokens, role);
  // Only clinicians may ask the others, and the standard question is theirs.
  return [own.subjects[operation](), other.subjects[operation]()];
}
