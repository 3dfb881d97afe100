import { defineFeature } from '../../access/feature';
import { ChangeEventFields, ChangeQueries } from './change-event.edges';
import { ChangeEvent } from './change-event.entity';
import { LiveResolver } from './live.resolver';

/** What changed, for systems that keep up and screens that stay up to date: rank 8. */
export const exchange = defineFeature({
  name: 'exchange',
  folder: __dirname,
  entities: [ChangeEvent],
  resolvers: [ChangeEventFields, ChangeQueries, LiveResolver],
});
