// What most would write: type-graphql, TypeORM repositories, a DataLoader for each edge, Apollo on express, in production mode.
// Nothing is made slow on purpose: every relation is batched, and one transaction serves the request.
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { buildSchema } from 'type-graphql';
import { CareActivityResolver, CarePlanResolver } from './care-plan.resolver';
import type { Context, Persona } from './context';
import { openDatabase } from './database';
import { CbtActivity, CounselingActivity, MatActivity } from './entities';
import { PatientResolver } from './patient.resolver';
import { PeerGroupResolver, PeerLinkResolver } from './peer.resolver';
import { SessionResolver } from './session.resolver';
import { closeTransaction, openContext } from './transaction-of-request';
import { ViewerResolver } from './viewer.resolver';

async function main(): Promise<void> {
  const personas: Record<string, Persona> = JSON.parse(process.env.BENCH_PERSONAS ?? '{}');
  const dataSource = await openDatabase();
  const schema = await buildSchema({
    resolvers: [
      CareActivityResolver,
      CarePlanResolver,
      PatientResolver,
      PeerGroupResolver,
      PeerLinkResolver,
      SessionResolver,
      ViewerResolver,
    ],
    orphanedTypes: [CbtActivity, MatActivity, CounselingActivity],
  });
  const apollo = new ApolloServer<Context>({ schema, plugins: [closeTransaction] });
  await apollo.start();
  const app = express();
  const contextOf = (name: unknown): Promise<Context> => {
    const persona = personas[String(name)];
    if (!persona) throw new Error('Nobody is called so.');
    return openContext(dataSource, persona);
  };
  app.use(
    '/graphql',
    express.json(),
    expressMiddleware(apollo, { context: ({ req }) => contextOf(req.headers['x-persona']) }),
  );
  const server = app.listen(0, '127.0.0.1', () => {
    console.log(`listening ${(server.address() as AddressInfo).port}`);
  });
}

void main();
