import { request } from 'node:http';

/**
 * Sends a body to /graphql without an end, until the server answers and closes, or after `maxBytes`.
 * @returns how many bytes left, and the answer
 */
export function flood(port: number, headers: Record<string, string>, start: string, maxBytes = 500_000_000) {
  const chunk = Buffer.alloc(100_000, 7);
  return new Promise<{ bytes: number; status: number; text: string }>((resolve, reject) => {
    let bytes = 0;
    let answered = false;
    const sent = request({ port, path: '/graphql', method: 'POST', headers });
    const push = () => {
      while (!answered && !sent.destroyed && bytes < maxBytes) {
        bytes += chunk.length;
        if (!sent.write(chunk)) return;
      }
    };
    sent.on('drain', push);
    // the server cuts the line once it has answered
    sent.on('error', (error) => answered || reject(error));
    sent.on('response', async (response) => {
      answered = true;
      const text = Buffer.concat(await response.toArray()).toString();
      sent.destroy();
      resolve({ bytes, status: response.statusCode ?? 0, text });
    });
    sent.write(start);
    push();
  });
}
