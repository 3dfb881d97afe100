import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { PublicError } from '../graphql/errors';

/** Finds an installed package's own description. */
type Locate = (path: string) => string;

const ASSETS = '/graphql/explorer';

/** The explorer's files: name under which a browser asks, package, path in it. They come from npm, never from a CDN. */
const FILES = [
  ['react.js', 'react', 'umd/react.production.min.js'],
  ['react-dom.js', 'react-dom', 'umd/react-dom.production.min.js'],
  ['graphiql.js', 'graphiql', 'graphiql.min.js'],
  ['graphiql.css', 'graphiql', 'graphiql.min.css'],
] as const;

/** GraphiQL writes style elements; nothing else may come from anywhere but here. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Alongside: GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${ASSETS}/graphiql.css">
<style>body { margin: 0 } #graphiql { height: 100vh }</style>
</head>
<body>
<div id="graphiql">Loading…</div>
<script src="${ASSETS}/react.js"></script>
<script src="${ASSETS}/react-dom.js"></script>
<script src="${ASSETS}/graphiql.js"></script>
<script src="${ASSETS}/start.js"></script>
</body>
</html>
`;

const START = `'use strict';
const fetcher = async (operation, options) => {
  const headers = { 'content-type': 'application/json', ...(options && options.headers) };
  const answer = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(operation) });
  return answer.json();
};
const explorer = React.createElement(GraphiQL, {
  fetcher,
  // A token is not kept: whoever opens the browser next would act as its bearer.
  shouldPersistHeaders: false,
  defaultEditorToolsVisibility: 'headers',
  defaultHeaders: JSON.stringify({ Authorization: 'Bearer ' }, null, 2),
  defaultQuery: '# Put a token into the Headers tab below: npm run token -- clinician\\n\\n{ viewer { displayName role } }\\n',
});
ReactDOM.createRoot(document.getElementById('graphiql')).render(explorer);
`;

/** The explorer for development: GET /graphql, and the files it needs. Where its packages are not installed, 404. */
export function graphiqlRoutes(locate: Locate = require.resolve): Router {
  const router = Router();
  const paths = FILES.map(([name, pack, file]) => [name, pathOf(locate, pack, file)] as const);
  const isInstalled = paths.every(([, path]) => path !== undefined);
  router.get('/graphql', (req, res, next) => {
    // A client that sends its query by GET must be told to use POST, and not be answered with a page.
    if (!req.get('accept')?.includes('text/html')) return next();
    if (!isInstalled) throw notInstalled();
    res.set('content-security-policy', CONTENT_SECURITY_POLICY).type('html').send(PAGE);
  });
  router.get(`${ASSETS}/start.js`, (_req, res) => {
    res.type('js').send(START);
  });
  for (const [name, path] of paths) router.get(`${ASSETS}/${name}`, sendFile(path));
  return router;
}

function sendFile(path: string | undefined): RequestHandler {
  return (_req, res) => {
    if (path === undefined) throw notInstalled();
    res.sendFile(path, { cacheControl: false, dotfiles: 'allow' });
  };
}

function pathOf(locate: Locate, pack: string, file: string): string | undefined {
  try {
    const path = join(dirname(locate(`${pack}/package.json`)), file);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function notInstalled(): PublicError {
  return new PublicError('NOT_FOUND', 'The explorer is not installed here. Run npm ci with development dependencies.');
}
