// PostGraphile 5 as its documentation tunes it for production: Amber preset, GRAPHILE_ENV and NODE_ENV production, nothing watched,
// no Ruru, no explain, answers written out as text (outputDataAsString), prepared statements and its caches of documents and plans
// at their defaults, which hold all documents of the bench. Settings of row security in pgSettings, request by request: the organization's
// policy alone, where Alongside keeps all of them.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { ORGANIZATION_OPTIONS, POOL_SIZE, personasFromEnvironment } from '../personas.mjs';
import { tags } from './tags.mjs';

/** What grafast hands to SET_CONFIG, by persona; made once. */
const settings = Object.fromEntries(
  Object.entries(personasFromEnvironment()).map(([name, { organization, role, principal }]) => [
    name,
    { 'app.organization': organization, 'app.role': role, 'app.principal': principal },
  ]),
);

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [tags],
  // It would hide relations whose foreign key has more columns than their index.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  schema: { defaultBehavior: 'connection list' },
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ['public', 'bench'],
      poolConfig: { max: POOL_SIZE, options: ORGANIZATION_OPTIONS },
      pgSettings: (context) => settings[context.node?.req.headers['x-persona']],
    }),
  ],
  grafast: { explain: false },
  grafserv: { watch: false, graphiql: false, graphqlOverGET: false, outputDataAsString: true },
});

const server = createServer();
await instance.createServ(grafserv).addTo(server);
// Introspection is done before the first request.
await instance.getSchema();
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
if (process.env.PRINT_SCHEMA) {
  const { printSchema } = await import('graphql');
  console.error(printSchema(await instance.getSchema()));
}
