// Several computers keep the same accounts: simulated ones, over a folder that the tests carry between them, with the
// shipped core.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeLocking } from '../../extension/flows/locking.js';
import { addRecovery } from '../../extension/flows/unlock.js';
import { Computer, carry, pass } from './computers.mjs';
import {
  add,
  agree,
  bin,
  details,
  edit,
  join,
  later,
  makeRecoveryKey,
  names,
  ownFile,
  pair,
  prove,
  remove,
  settle,
  state,
  sync,
} from './synced.mjs';

const HOUR_MS = 3_600_000;

test('an account added on one computer appears on the other', async () => {
  const { office, home } = await pair('IATA');
  await agree(['IATA'], office, home);
  await home.run(() => add('Amadeus'));
  await settle(home, office);
  await agree(['Amadeus', 'IATA'], office, home);
  assert.deepEqual(office.disk.names(), [ownFile(office), ownFile(home)].sort());
  const { computers, lastMs, place } = await office.run(state);
  const listed = computers.map(({ name, isMine }) => [name, isMine]);
  assert.deepEqual(listed, [
    ['Home', false],
    ['Office', true],
  ]);
  assert.equal(place, 'Shared');
  assert.ok(Date.now() - (lastMs ?? 0) < 120_000);
});

test('side by side, both edits stay, and a deletion beside an edit goes to the bin', async () => {
  const { office, home } = await pair('IATA', 'Sabre', 'Delta');
  await office.run(() => edit('IATA', { note: 'Agency 7' }));
  await home.run(() => edit('IATA', { tags: ['Work'] }));
  await home.run(() => remove('Delta'));
  await office.run(() => edit('Delta', { note: 'Still used' }));
  await office.run(() => add('Amadeus'));
  await settle(office, home);
  await agree(['Amadeus', 'IATA', 'Sabre'], office, home);
  for (const computer of [office, home]) {
    await computer.run(async () => {
      const { note, tags } = await details('IATA');
      assert.deepEqual([note, tags], ['Agency 7', ['Work']]);
      assert.deepEqual(await bin(), ['Delta']);
    });
  }
});

test('while nothing changes, no file is read and nothing is written', async () => {
  const { office, home } = await pair('IATA');
  later();
  await office.run(sync.syncQuietly);
  const { length: reads } = office.disk.reads;
  office.browser.local.writes = [];
  for (let time = 0; time < 5; time += 1) await office.run(sync.syncQuietly);
  assert.deepEqual([office.disk.reads.length, office.browser.local.writes], [reads, []]);
  // The same file with another time is read, and changes nothing.
  const [vault, file] = [office.stored('vault'), ownFile(home)];
  office.disk.put(file, office.disk.textOf(file));
  later();
  await office.run(sync.syncQuietly);
  assert.ok(office.disk.reads.length > reads);
  assert.deepEqual(office.stored('vault'), vault);
});

test('a day without a change: a computer says that it still takes part', async () => {
  const { office, home } = await pair('IATA');
  const before = office.disk.textOf(ownFile(office));
  pass(25 * 3_600_000);
  await office.run(sync.syncQuietly);
  assert.notEqual(office.disk.textOf(ownFile(office)), before);
  await settle(office, home);
  const { computers } = await home.run(state);
  for (const { atMs } of computers) assert.ok(Date.now() - atMs < 3_600_000);
});

test('interrupted at any step, nothing is lost, and the next run does the rest', async () => {
  let [kill, at] = [0, 0];
  // Until a run gets through.
  while (at >= kill) {
    kill += 1;
    const { office, home } = await pair('IATA', 'Delta');
    await home.run(() => add('Amadeus'));
    await home.run(() => remove('Delta'));
    await office.run(() => add('Sabre'));
    await settle(office);
    later();
    carry(office.disk, home.disk);
    at = 0;
    const step = () => {
      at += 1;
      if (at >= kill) throw new Error('killed');
    };
    home.browser.local.beforeWrite = home.disk.beforeWrite = step;
    await home.run(sync.syncQuietly).catch(() => undefined);
    home.browser.local.beforeWrite = home.disk.beforeWrite = () => {};
    await settle(home, office);
    await agree(['Amadeus', 'IATA', 'Sabre'], office, home);
    assert.equal(home.disk.files.size, 2, 'no computer has got another name');
  }
  // The vault, the text about to be written, the file, what was seen.
  assert.equal(kill, 5);
});

test('the vault is stored before anything is published', async () => {
  const { office, home } = await pair('IATA');
  await office.run(() => add('Sabre'));
  await settle(office);
  carry(office.disk, home.disk);
  await home.run(() => add('Amadeus'));
  /** @type {string[]} */
  const order = [];
  home.browser.local.beforeWrite = (keys) => void order.push(...keys.filter((k) => k === 'vault'));
  home.disk.beforeWrite = () => void order.push('file');
  later();
  await home.run(sync.syncQuietly);
  assert.deepEqual(order, ['vault', 'file']);
});

test('a copied profile gets another name, and both computers go on', async () => {
  const { office, home } = await pair('IATA');
  const copy = home.copy();
  await copy.run(() => add('Amadeus'));
  await home.run(() => add('Sabre'));
  await settle(office, home, copy);
  await settle(office, home, copy);
  await agree(['Amadeus', 'IATA', 'Sabre'], office, home, copy);
  assert.equal(new Set([office, home, copy].map(ownFile)).size, 3);
  assert.deepEqual(office.disk.names(), [office, home, copy].map(ownFile).sort());
});

test('an own file that goes back to an earlier text, or is cut, is written again under the same name', async () => {
  const { office, home } = await pair('IATA');
  const file = ownFile(office);
  const early = office.disk.textOf(file);
  await office.run(() => add('Sabre'));
  await settle(office);
  for (const text of [early, early.slice(0, 900), '', '{', 'x'.repeat(5000)]) {
    office.disk.put(file, text);
    await settle(office, home);
    assert.equal(ownFile(office), file);
    assert.ok(office.disk.textOf(file).length > 900);
    await agree(['IATA', 'Sabre'], office, home);
  }
});

test('what is damaged, foreign, old or a copy of a conflict costs nothing', async () => {
  const { office, home } = await pair('IATA');
  const [mine, theirs] = [ownFile(office), ownFile(home)];
  const early = office.disk.textOf(theirs);
  await home.run(() => add('Amadeus'));
  await settle(home, office);
  for (const [name, text] of /** @type {[string, string][]} */ ([
    [theirs, early],
    [theirs, ''],
    [theirs, office.disk.textOf(theirs).slice(0, -40)],
    [theirs.replace('.sync', ' (conflicted copy).sync'), early],
    [mine.replace('.sync', '.sync-conflict-20260101-000000-ABC.sync'), office.disk.textOf(mine)],
    ['postern-0123456789abcdef.sync', 'garbage'],
    ['postern-.sync', 'garbage'],
    ['notes.txt', 'Not ours'],
  ])) {
    office.disk.put(name, text);
    later();
    await office.run(sync.syncQuietly);
    await agree(['Amadeus', 'IATA'], office);
    assert.deepEqual(await office.run(async () => (await state()).computers.length), 2, name);
    assert.equal(office.disk.textOf('notes.txt').length > 0, name === 'notes.txt');
  }
  // A copy of a conflict may hold what no other file holds.
  const home2 = home.copy();
  await home2.run(() => add('Delta'));
  await home2.run(sync.syncQuietly);
  office.disk.put(theirs.replace('.sync', ' (2).sync'), home2.disk.textOf(ownFile(home2)));
  later();
  await office.run(sync.syncQuietly);
  await agree(['Amadeus', 'Delta', 'IATA'], office);
});

test('when to lock follows the latest choice, which is made with a proof where it is made', async () => {
  const { office, home } = await pair('IATA');
  await office.run(() => changeLocking(5));
  await settle(office, home);
  assert.equal(home.stored('settings').lockMinutes, 5);
  later();
  await home.run(() => changeLocking(1));
  await settle(home, office);
  assert.equal(office.stored('settings').lockMinutes, 1);
  await settle(office, home);
  assert.equal(home.stored('settings').lockMinutes, 1);
});

test('changes that follow each other are synced once, two seconds after the last', async (t) => {
  const { office } = await pair('IATA');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  await office.run(async () => {
    let locks = 0;
    const { request } = navigator.locks;
    t.mock.method(navigator.locks, 'request', (/** @type {any[]} */ ...given) => {
      if (given[0] === 'sync') locks += 1;
      return /** @type {any} */ (request).apply(navigator.locks, given);
    });
    for (let at = 0; at < 3; at += 1) {
      sync.syncSoon();
      t.mock.timers.tick(1999);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(locks, 0);
    t.mock.timers.tick(1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(locks, 1);
  });
});

test('in any weather three computers agree in the end, and nothing that nobody deleted is missing', async () => {
  let seed = 11;
  /** @param {number} below */
  const dice = (below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const { office, home } = await pair('IATA');
  const third = new Computer();
  carry(office.disk, third.disk);
  await join(third, 'folder', 'Third');
  const computers = [office, home, third];
  const [there, deleted] = [new Set(['IATA']), new Set()];
  for (let round = 0; round < 150; round += 1) {
    const [one, other] = [computers[dice(3)] ?? office, computers[dice(3)] ?? home];
    later();
    await one.run(async () => {
      const name = `${String.fromCharCode(65 + (round % 26))}${round}`;
      if (dice(3) === 0) there.add(name) && (await add(name));
      const own = (await names()).filter((known) => !deleted.has(known));
      const chosen = own[dice(own.length)] ?? '';
      if (own.length > 0 && dice(8) === 0) deleted.add(chosen) && (await remove(chosen));
    });
    carry(other.disk, one.disk, () => dice(3) > 0);
    // A file goes back to an earlier text, or is cut, or the run is killed.
    const [file = ''] = one.disk.names();
    const text = one.disk.textOf(file);
    if (dice(6) === 0) one.disk.put(file, text.slice(0, dice(text.length)));
    let steps = dice(6) === 0 ? dice(4) : 99;
    one.browser.local.beforeWrite = one.disk.beforeWrite = () => {
      steps -= 1;
      if (steps < 0) throw new Error('killed');
    };
    await one.run(sync.syncQuietly).catch(() => undefined);
    one.browser.local.beforeWrite = one.disk.beforeWrite = () => {};
  }
  await settle(...computers);
  await settle(...computers);
  const left = [...there].filter((name) => !deleted.has(name)).sort();
  assert.ok(left.length > 20 && deleted.size > 5);
  await agree(left, ...computers);
  assert.equal(office.disk.files.size, 3, 'no computer has got another name');
});

test('what a computer wrote before it left is read before the key is replaced', async () => {
  const { office, home } = await pair('IATA');
  await home.run(async () => {
    await add('Delta');
    await prove();
    await sync.leaveSync();
  });
  carry(home.disk, office.disk);
  await office.run(async () => {
    await prove();
    await addRecovery(makeRecoveryKey());
  });
  await agree(['Delta', 'IATA'], office);
});

test('an earlier sync that was ended by a computer with a fast clock does not end a new one', async () => {
  const { office, home } = await pair('IATA');
  await office.run(async () => {
    await prove();
    pass(HOUR_MS);
    await sync.endSync();
    pass(-HOUR_MS);
  });
  await home.run(async () => {
    await prove();
    await sync.leaveSync();
    home.choose();
  });
  carry(office.disk, home.disk);
  await home.run(async () => {
    assert.deepEqual(await sync.startSync('folder', 'Home'), { isFound: false });
    assert.equal((await state()).trouble, undefined);
    later();
    await sync.syncQuietly();
    assert.equal((await state()).trouble, undefined);
  });
});
