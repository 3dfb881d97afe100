import { placeChanges } from '../../src/features/exchange';
import type { TestApp } from './app';

/** Waits until everything that was committed has its place in the log. */
export function placed({ api }: Pick<TestApp, 'api'>): Promise<void> {
  return placeChanges(api.services.dataSource);
}
