import express from 'express';
import request from 'supertest';
import { graphiqlRoutes } from '../../../src/platform/http/graphiql';
import { aServer, type TestServer } from './a-server';

/** What a browser asks for. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('the explorer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aServer({ environment: 'development' });
  });
  afterAll(() => server.stop());

  it('is a page whose every file comes from this server', async () => {
    const page = await request(server.url).get('/graphql').set('accept', BROWSER);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.text).not.toMatch(/https?:|\/\/[a-z]/);
    const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => String(path));
    expect(files).toHaveLength(5);
    for (const path of files) {
      const file = await request(server.url).get(path);
      expect([path, file.status]).toEqual([path, 200]);
      expect(file.headers['content-type']).toMatch(path.endsWith('.css') ? /^text\/css/ : /javascript/);
      expect(file.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('may load nothing from elsewhere and run nothing written into the page', async () => {
    const page = await request(server.url).get('/graphql').set('accept', BROWSER);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(page.text).not.toMatch(/<script>|<script [^>]*>[^<]/);
  });

  it('has room for a token and does not keep it', async () => {
    const { text } = await request(server.url).get('/graphql/explorer/start.js');
    expect(text).toContain("Authorization: 'Bearer '");
    expect(text).toContain('shouldPersistHeaders: false');
    expect(() => new Function(text)).not.toThrow();
  });

  it('leaves POST to GraphQL', async () => {
    const answer = await request(server.url).post('/graphql').send({ query: '{ greeting }' });
    expect(answer.body).toEqual({ data: { greeting: 'Hello you.' } });
  });

  it.each(['application/json', '*/*'])('leaves a GET that asks for %s to GraphQL, which wants POST', async (accept) => {
    const answer = await request(server.url).get('/graphql?query={greeting}').set('accept', accept);
    expect([answer.status, answer.body.errors[0].message]).toEqual([405, 'Send GraphQL with POST.']);
  });

  it.each(['production', 'test'] as const)('is not there in %s', async (environment) => {
    const other = await aServer({ environment });
    expect((await request(other.url).get('/graphql').set('accept', BROWSER)).status).toBe(405);
    expect((await request(other.url).get('/graphql/explorer/graphiql.js')).status).toBe(404);
    await other.stop();
  });

  it('is not there when its packages are not installed', async () => {
    const app = express().use(
      graphiqlRoutes(() => {
        throw new Error('Cannot find module');
      }),
    );
    app.use(((_error, _req, res, _next) => {
      res.status(404).end();
    }) satisfies express.ErrorRequestHandler);
    expect((await request(app).get('/graphql').set('accept', BROWSER)).status).toBe(404);
    expect((await request(app).get('/graphql/explorer/react.js')).status).toBe(404);
  });
});
