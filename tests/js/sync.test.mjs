// Several computers keep the same accounts: simulated ones, over a folder that the tests carry between them, with the
// shipped core.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Computer, carry, pass } from './computers.mjs';
import { add, edit, first, join, names, remove, state, sync } from './synced.mjs';

/** A minute later: files are no longer so young that they are read again. */
const later = () => pass(60_000);

/** Two computers with one folder, which agree. @param {...string} accounts */
async function pair(...accounts) {
  const office = await first('folder', ...accounts);
  const home = new Computer();
  carry(office.disk, home.disk);
  await join(home, 'folder', 'Home');
  await settle(office, home);
  return { office, home };
}

/** Carries and syncs until nothing changes any more. @param {...Computer} computers */
async function settle(...computers) {
  for (let round = 0; round < 3; round += 1) {
    for (const computer of computers) {
      later();
      for (const other of computers) if (other !== computer) carry(other.disk, computer.disk);
      await computer.run(sync.syncQuietly);
    }
  }
}

/** All computers have these accounts, and no trouble. @param {string[]} wanted @param {...Computer} computers */
async function agree(wanted, ...computers) {
  for (const computer of computers) {
    await computer.run(async () => {
      assert.deepEqual(await names(), wanted);
      assert.equal((await state()).trouble, undefined);
    });
  }
}

test('an account added on one computer appears on the other', async () => {
  const { office, home } = await pair('IATA');
  await agree(['IATA'], office, home);
  await home.run(() => add('Amadeus'));
  await settle(home, office);
  await agree(['Amadeus', 'IATA'], office, home);
  assert.equal(office.disk.files.size, 2);
  const { computers } = await office.run(state);
  assert.deepEqual(
    computers.map(({ name, isMine }) => [name, isMine]),
    [
      ['Home', false],
      ['Office', true],
    ],
  );
});

test('edits on both at the same time are both kept, and a deletion beside an edit goes to the bin', async () => {
  const { office, home } = await pair('IATA', 'Sabre', 'Delta');
  await office.run(() => edit('IATA', { note: 'Agency 7' }));
  await home.run(() => edit('IATA', { tags: ['Work'] }));
  await home.run(() => remove('Delta'));
  await office.run(() => add('Amadeus'));
  await settle(office, home);
  await agree(['Amadeus', 'IATA', 'Sabre'], office, home);
});
