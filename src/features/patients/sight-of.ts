import type { ReadContext } from '../../platform/graphql/reads';

/** Everything that the viewer may see of the patient, as bits. */
export async function sightOf(ctx: ReadContext, patientId: string): Promise<number> {
  const [row] = await ctx.query('select app.sight_of($1) as bits', [patientId]);
  return Number(row?.bits);
}
