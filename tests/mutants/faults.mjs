// Faults that could be made in the shell: a file, its original code, the faulty code, and the tests that
// must notice.

/** @typedef {{ file: string, from: string, to: string, tests: string[] }} Fault */

/** @param {string} file @param {string[]} tests @param {[string, string][]} changes @returns {Fault[]} */
const faults = (file, tests, changes) =>
  changes.map(([from, to]) => ({ file: `extension/flows/${file}.js`, from, to, tests }));

/** @type {Fault[]} */
export const FAULTS = [
  ...faults(
    'fill',
    ['fill', 'handover'],
    [
      ['if (going && isUnasked) throw', 'if (false) throw'],
      ['if (!going.isUnasked) return going.done;', 'return going.done;'],
      ['if (going) {\n    going.manners.push(manner);', 'if (going) {'],
      ["if (done && 'took' in done && !done.failure) return done;", ''],
      ['if (confirm) return { confirm', 'if (false) return { confirm'],
      ['page.id}`, async () => {', 'account.id}`, async () => {'],
      ["if (plan.confirm) throw { code: 'page-changed' };", ''],
      ['if (code.validFromMs !== undefined) await rememberTyped', 'if (false) await rememberTyped'],
      ["if (UNBOUND.includes(failure.code)) throw { code: 'taken-back' };", ''],
      ["if (now?.origin !== page.origin) throw { code: 'page-changed' };", ''],
      ['if (asked.unasked && !(await isInSight(page)))', 'if (false)'],
      ['await noteUse(id).catch(unlessFailure);', ''],
      ["if (account.kind === 'hotp') return nextCounterCode(account.id);", ''],
      ['const isSpent = validFromMs === typed', 'const isSpent = false'],
      ['if (left >= wanted && !isSpent)', 'if (!isSpent)'],
      ['left <= WAIT_MAX_MS', 'true'],
      ['(validUntilMs - validFromMs) * LIFE_MIN_SHARE', 'LIFE_MIN_MS'],
    ],
  ),
  ...faults('fill', ['awaited'], [['await forgetAwaited(id).catch(unlessFailure);', '']]),
  ...faults(
    'handover',
    ['handover', 'filling'],
    [
      ["if (where === 'panel') return;", ''],
      ['isOpen ? line.send(result) : tell(result)', 'line.send(result)'],
      ['isOpen ? line.send({ waitS }) : onWait(waitS)', 'line.send({ waitS })'],
      ["if (!failure) await trace('service worker', thrown);", ''],
      ["if ((await recall('unfilled'))?.tabId === tabId)", 'if (true)'],
    ],
  ),
  ...faults(
    'awaited',
    ['awaited'],
    [
      ['awaited.origin !== page.origin', 'false'],
      ['awaited?.tabId !== page.id', '!awaited'],
      ['Date.now() - awaited.sinceMs > AWAITED_MS', 'false'],
      ['!(await isInSight(page))', 'false'],
      ["remember('awaited', undefined)", 'Promise.resolve()'],
      ['{ unasked: true }', '{}'],
    ],
  ),
  ...faults(
    'unasked',
    ['fill'],
    [
      ['if (!(await isInSight(page))) return undefined;', ''],
      ['!(await fillsAt(page.origin))', 'false'],
      ['Date.now() - before < PAUSE_MS', 'false'],
      ["if (account.kind === 'hotp') return undefined;", ''],
      ['rememberUnasked(page.origin, Date.now())', 'Promise.resolve()'],
    ],
  ),
  ...faults(
    'lock',
    ['lock', 'storage'],
    [
      ['nowMs >= unlocked.untilMs', 'false'],
      ['nowMs < unlocked.seenMs - BACK_MS', 'false'],
      ["if ((await lockCount()) !== locks) throw { code: 'vault-locked' };", ''],
      ['await forgetKey((await lockCount()) + 1);', 'await forgetKey(await lockCount());'],
      ['minutes > 0 ? nowMs', 'minutes >= 0 ? nowMs'],
    ],
  ),
  ...faults(
    'tries',
    ['lock'],
    [
      ["navigator.locks.request('tries', async () => {", '(async () => {'],
      ['await pause(waitMs(count) - sinceMs(lastMs));', ''],
      ["await remember('wrong', undefined);", ''],
      ['if (isWrong) await', 'if (false) await'],
      ['passed >= 0 && passed < WAIT_MAX_MS', 'passed >= 0'],
    ],
  ),
  ...faults(
    'vault',
    ['storage', 'rescue', 'lock'],
    [
      ["if (!stored.isNew) throw { code: 'vault-missing' };", ''],
      ['[device, device_copy].filter', '[device].filter'],
      ['unsaved: (stored.settings.unsaved ?? 0) + 1', 'unsaved: 0'],
      ['(isOlder ? before.epoch : epoch) + 1', 'epoch + 1'],
      ['Math.max(0, mark.epoch - epoch)', '0'],
      ['await needProof();', ''],
      ['vaultsOf(stored).flatMap((old) => opened.carried(old) ?? [])', 'vaultsOf(stored)'],
      ['await rememberNextKey(key);', ''],
      ['...(vault_prev2 && { vault_prev2 })', ''],
    ],
  ),
  ...faults(
    'outcome',
    ['outcome'],
    [
      ['before?.tabId !== tabId', '!before'],
      ['page.origin !== before.origin', 'false'],
      ['outcome.sinceMs !== before.sinceMs', 'false'],
      ['turns.isLast(turn) ? decide', 'true ? decide'],
      ['left: outcome.hasLeft', 'left: false'],
      ['sent: outcome.isSent', 'sent: false'],
      ['moved: !typedHere', 'moved: false'],
      ['if (state === outcome.state) return undefined;', ''],
    ],
  ),
];
