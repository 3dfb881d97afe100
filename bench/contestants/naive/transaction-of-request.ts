import type { ApolloServerPlugin } from '@apollo/server';
import type { DataSource } from 'typeorm';
import type { Context, Persona } from './context';
import { loadersOn } from './loaders';

/** Opens a transaction that tells row security who asks. */
export async function openContext(dataSource: DataSource, persona: Persona): Promise<Context> {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query(
    `select set_config('app.organization', $1, true), set_config('app.role', $2, true),
       set_config('app.principal', $3, true), set_config('app.wide', $4, true), set_config('app.mask', $5, true),
       set_config('app.denied', $6, true)`,
    [persona.organization, persona.role, persona.principal, persona.wide, persona.mask, persona.denied],
  );
  return { persona, runner, manager: runner.manager, loaders: loadersOn(runner.manager) };
}

/** Commits before the answer leaves, or undoes everything when it holds an error. */
export const closeTransaction: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue: { runner }, errors }) {
        await (errors?.length ? runner.rollbackTransaction() : runner.commitTransaction());
        await runner.release();
      },
    };
  },
};
