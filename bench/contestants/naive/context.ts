import type { EntityManager, QueryRunner } from 'typeorm';
import type { Loaders } from './loaders';

/** Who asks, as the header x-persona names them. */
export interface Persona {
  readonly organization: string;
  readonly role: string;
  readonly principal: string;
  readonly wide: string;
  readonly mask: string;
  readonly denied: string;
}

/** One request: its transaction, under row security, and its loaders. */
export interface Context {
  readonly persona: Persona;
  readonly runner: QueryRunner;
  readonly manager: EntityManager;
  readonly loaders: Loaders;
}
