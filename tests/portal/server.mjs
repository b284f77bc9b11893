// All four portals on one loopback port, told apart by their host names.

import { createServer } from 'node:http';
import { hosting } from './hosting.mjs';
import { iata } from './iata.mjs';
import { partner } from './partner.mjs';
import { shell } from './portal.mjs';
import { telephony } from './telephony.mjs';

const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** The company whose page shows a portal in a frame: another origin of the same site. @param {string} host */
const companyOf = (host) => host.replace(/^[^.]+/, 'company');

/**
 * @param {number} [port] 0 for any
 * @param {import('./page.mjs').Shape} [shape] how their pages are built
 */
export async function startPortals(port = 0, shape = 'plain') {
  const portals = {
    iata: iata(shape),
    telephony: telephony(shape),
    hosting: hosting(shape),
    partner: partner(shape),
  };
  const byHost = new Map(Object.values(portals).map((portal) => [portal.face.host, portal.app]));
  const server = createServer((request, response) => {
    const [host = '', port] = request.headers.host?.split(':') ?? [];
    const app = byHost.get(host);
    const inside = [...byHost.keys()].find((inside) => host === companyOf(inside));
    if (app) app(request, response);
    else if (inside)
      response.writeHead(200, HTML).end(shell(`http://${inside}:${port}${request.url}`));
    else response.writeHead(404).end('No such portal.');
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    portals,
    /** @param {{ face: { host: string } }} portal */
    url: (portal) =>
      `http://${shape === 'cross' ? companyOf(portal.face.host) : portal.face.host}:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
