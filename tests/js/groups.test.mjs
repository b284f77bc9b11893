import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupCode } from '../../extension/ui/groups.js';

/** @type {[string, string][]} */
const CASES = [
  ['1', '1'],
  ['12345', '12345'],
  ['123456', '123 456'],
  ['1234567', '123 4567'],
  ['12345678', '1234 5678'],
  ['123456789', '123 456 789'],
  ['1234567890', '123 456 7890'],
  ['FR8RV', 'FR8RV'],
];

for (const [code, grouped] of CASES) {
  test(`${code.length} characters are shown as ${grouped}`, () => {
    assert.equal(groupCode(code).join(' '), grouped);
  });
}
