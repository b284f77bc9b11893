// The logo on an account's tile: by the name of the service, else by that of its site.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brandOf } from '../../extension/ui/brands.js';

/** @param {string} issuer @param {string[]} [sites] */
const hexOf = (issuer, sites = []) => brandOf({ issuer, sites })?.hex.toLowerCase();

test('the services that most people have an account with have a logo', () => {
  const names = [
    'Adobe',
    'Amazon',
    'Amazon Web Services',
    'AWS',
    'ChatGPT',
    'Coinbase',
    'Dropbox',
    'GitHub',
    'Google',
    'IATA Customer Portal',
    'Instagram',
    'LinkedIn',
    'Microsoft',
    'Microsoft 365',
    'Nintendo',
    'OpenAI',
    'Oracle',
    'Salesforce',
    'Slack (Team A)',
    'Yahoo',
  ];
  assert.deepEqual(
    names.filter((name) => !hexOf(name)),
    [],
  );
});

test('a logo is a path that fits its box', () => {
  for (const name of ['GitHub', 'Microsoft', 'OpenAI', 'Slack']) {
    const { path = '' } = brandOf({ issuer: name, sites: [] }) ?? {};
    assert.match(path, /^[Mm][\d.\s,-]+/, name);
    const [start = Number.NaN] = (path.match(/[\d.]+/) ?? []).map(Number);
    assert.ok(start <= 24, name);
  }
});

test('another name of a service has its logo, and a name that only contains it has not', () => {
  assert.equal(hexOf('Outlook'), hexOf('Microsoft'));
  assert.equal(hexOf('Microsoft Azure'), hexOf('Azure'));
  assert.equal(hexOf('', ['login.salesforce.com']), hexOf('Salesforce'));
  assert.equal(hexOf('Acme Slack archive'), undefined);
  assert.equal(hexOf('Acme', ['salesforce.com']), undefined, 'the name is what people read');
});
