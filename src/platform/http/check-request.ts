import express, { type RequestHandler } from 'express';
import { RequestRefusal } from './refusal';

const BODY_LIMIT = '256kb';
/** Deeper than any input of a graph or any feed; what walks a body would run out of stack thousands of levels further. */
const MOST_LEVELS = 100;
const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];

/** What a request passes before it is anybody's operation: POST, JSON both ways, one operation, 256 kB. */
export function checkRequest(): RequestHandler[] {
  // The media type was checked, so whatever is left is read as JSON.
  const readJson = express.json({ limit: BODY_LIMIT, type: () => true });
  return [onlyPost, onlyJson, readJson, onlyOneOperation];
}

const onlyPost: RequestHandler = (req, _res, next) => {
  if (req.method !== 'POST') throw new RequestRefusal(405, 'Send GraphQL with POST.', { allow: 'POST' });
  next();
};

const onlyJson: RequestHandler = (req, _res, next) => {
  const [mediaType = ''] = (req.headers['content-type'] ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    throw new RequestRefusal(415, 'Send JSON with the header "Content-Type: application/json".');
  }
  // Checked here, for Apollo would look only after a mutation has run.
  if (!req.accepts(MEDIA_TYPES)) throw new RequestRefusal(406, 'Answers are JSON: send "Accept: application/json".');
  next();
};

const onlyOneOperation: RequestHandler = (req, _res, next) => {
  const body: unknown = req.body;
  if (Array.isArray(body)) throw new RequestRefusal(400, 'Send one operation a request: batches are not supported.');
  if (!isObject(body) || typeof body.query !== 'string' || body.query.trim() === '') {
    throw new RequestRefusal(400, 'Send a JSON object with the GraphQL document in "query".');
  }
  if (isDeeperThan(MOST_LEVELS, body)) {
    throw new RequestRefusal(400, `Send JSON that is nested at most ${MOST_LEVELS} levels deep.`);
  }
  for (const name of ['variables', 'extensions']) {
    if (!isMissing(body[name]) && !isObject(body[name]))
      throw new RequestRefusal(400, `"${name}" must be a JSON object.`);
  }
  if (!isMissing(body.operationName) && typeof body.operationName !== 'string') {
    throw new RequestRefusal(400, '"operationName" must be text.');
  }
  next();
};

/** Level by level, for a function that calls itself would be what it guards against. */
function isDeeperThan(levels: number, body: object): boolean {
  let level: object[] = [body];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((value) =>
      Object.values(value).filter((inner): inner is object => typeof inner === 'object' && inner !== null),
    );
  }
  return false;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
