import type { IncomingMessage, ServerResponse } from 'node:http';

/** Lets a page of this origin read the answer; never with credentials. */
export function allowForeignOrigin(response: ServerResponse, origin: string | undefined): void {
  response.setHeader('Vary', 'Origin');
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After');
}

/** Answers what a browser asks before it lets a page call. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  const headers = request.headers['access-control-request-headers'];
  response.writeHead(204, {
    Allow: 'GET, POST, OPTIONS',
    'Access-Control-Allow-Methods': 'GET, POST',
    ...(headers !== undefined && { 'Access-Control-Allow-Headers': headers }),
    'Access-Control-Max-Age': 7_200,
  });
  response.end();
}
