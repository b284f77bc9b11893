// The actions of a person at each portal, up to the moment when they would reach for their phone.

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {Awaited<ReturnType<typeof import('../portal/server.mjs').startPortals>>} Portals */
/**
 * @typedef {object} Person
 * @property {keyof Portals['portals']} portal
 * @property {string} title of the portal, for people
 * @property {string} issuer as the popup shows it
 * @property {number} digits
 * @property {(page: Page, url: string) => Promise<void>} toSetUp to the page that shows the QR code
 * @property {(page: Page) => Promise<void>} [beforeConfirm] uncovers the field for the first code
 * @property {(page: Page) => Promise<void>} confirm presses the portal's button
 * @property {(page: Page, url: string) => Promise<void>} toCode logs out and in again, to the code
 * @property {(page: Page) => Promise<void>} submit presses the portal's button
 * @property {string} field selector of the login field
 */

/** @param {Page} page @param {Record<string, string>} values */
async function typeInto(page, values) {
  for (const [selector, value] of Object.entries(values)) await page.type(selector, value);
}

/** @param {Page} page @param {string} selector */
async function press(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

/** @type {Person[]} */
export const PEOPLE = [
  {
    portal: 'iata',
    title: 'IATA-like customer portal',
    issuer: 'IATA Customer Portal',
    digits: 6,
    async toSetUp(page, url) {
      await page.goto(url);
      await typeInto(page, { '#user': 'jane@agency.aero', '#password': 'correct horse' });
      await press(page, 'form button');
      await typeInto(page, { '#answer': 'Geneva' });
      await press(page, 'form button');
    },
    confirm: (page) => press(page, '#continue'),
    async toCode(page, url) {
      await page.goto(`${url}/logout`);
      await typeInto(page, { '#user': 'jane@agency.aero', '#password': 'correct horse' });
      await press(page, 'form button');
    },
    submit: (page) => press(page, 'form button'),
    field: '#otp',
  },
  {
    portal: 'telephony',
    title: 'telephony administration',
    issuer: 'Telephony CAP',
    digits: 6,
    async toSetUp(page, url) {
      await page.goto(url);
      await typeInto(page, { '[name=user]': 'jdoe', '[name=password]': 'battery staple' });
      await press(page, 'form button');
      await press(page, '#slider');
    },
    confirm: (page) => press(page, '[action="/confirm"] button'),
    async toCode(page, url) {
      await page.goto(`${url}/logout`);
      await typeInto(page, { '[name=user]': 'jdoe', '[name=password]': 'battery staple' });
      await press(page, 'form button');
    },
    submit: (page) => press(page, 'form button'),
    field: '[name=verify]',
  },
  {
    portal: 'hosting',
    title: 'hosting administration',
    issuer: 'Hosting Administration',
    digits: 6,
    async toSetUp(page, url) {
      await page.goto(url);
      await typeInto(page, { '[name=user]': '40117-admin', '[name=password]': 'tandem bicycle' });
      await press(page, 'form button');
      await press(page, '[action="/connect"] button');
      await page.click('#display');
    },
    beforeConfirm: (page) => page.click('#close'),
    confirm: (page) => press(page, '[action="/verify"] button'),
    async toCode(page, url) {
      await page.goto(`${url}/logout`);
      await typeInto(page, { '[name=user]': '40117-admin', '[name=password]': 'tandem bicycle' });
      await press(page, 'form button');
    },
    submit: (page) => press(page, '[action="/code"] button'),
    field: '#field_7',
  },
  {
    portal: 'partner',
    title: 'partner portal',
    issuer: 'Backup Partner Portal',
    digits: 7,
    async toSetUp(page, url) {
      await page.goto(url);
      await typeInto(page, { '#user': 'partner@reseller.example', '#password': 'purple monkey' });
      await press(page, 'form button');
      await press(page, '[action="/enable"] button');
    },
    confirm: (page) => press(page, '[action="/confirm"] button'),
    async toCode(page, url) {
      await page.goto(`${url}/logout`);
      await typeInto(page, { '#user': 'partner@reseller.example', '#password': 'purple monkey' });
    },
    submit: (page) => press(page, 'form button'),
    field: '#key',
  },
];

/** True once the portal has let the person in, or has accepted their enrolment. @param {Page} page */
export async function isIn(page) {
  return (await page.$('[data-home]')) !== null;
}
