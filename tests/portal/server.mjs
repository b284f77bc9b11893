// All four portals on one loopback port, told apart by their host names.

import { createServer } from 'node:http';
import { hosting } from './hosting.mjs';
import { iata } from './iata.mjs';
import { partner } from './partner.mjs';
import { telephony } from './telephony.mjs';

/** @param {number} [port] 0 for any */
export async function startPortals(port = 0) {
  const portals = { iata: iata(), telephony: telephony(), hosting: hosting(), partner: partner() };
  const byHost = new Map(Object.values(portals).map((portal) => [portal.face.host, portal.app]));
  const server = createServer((request, response) => {
    const app = byHost.get(request.headers.host?.split(':')[0] ?? '');
    if (app) app(request, response);
    else response.writeHead(404).end('No such portal.');
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    portals,
    /** @param {{ face: { host: string } }} portal */
    url: (portal) => `http://${portal.face.host}:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
