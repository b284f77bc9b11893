// The page that scans what is not a page: a phone in front of the camera, or another window. It is a tab because the
// popup closes as soon as the browser asks whether it may use a camera.

import { html, nothing, render } from 'lit-html';
import { failureOf, loadCore } from '../core/core.js';
import { keepFolderFresh } from '../flows/saving.js';
import { syncQuietly, syncSoon } from '../flows/sync.js';
import { unlockWithPasskey } from '../flows/unlock.js';
import { openVault } from '../flows/vault.js';
import { onCameras } from '../platform/camera.js';
import { onRemembered } from '../platform/memory.js';
import { onVaultWritten, readStored } from '../platform/storage.js';
import { openSettings } from '../platform/tabs.js';
import { hearErrors, trace } from '../platform/trace.js';
import { say } from '../platform/words.js';
import { lockedView } from '../ui/locked.js';
import { dress } from '../ui/look.js';
import { readingOf } from '../ui/reading.js';
import { reviewAll } from '../ui/review.js';
import { brokenCard } from '../ui/trouble.js';
import { lockedAfter, unlockingOf } from '../ui/unlocking.js';
import { discard, take } from './finding.js';
import { attempt, breakDown, newModel } from './model.js';
import { cameraView } from './view.js';
import { listCameras, lookElsewhere, rest, stop, toggleLight, watch } from './watching.js';

const model = newModel();
const page = { model, draw };

const { read, followLock } = readingOf(readNow, () => model.locked !== undefined);

/** @type {import('./view.js').Actions} */
const actions = {
  watch: (id) => watch(page, id),
  rest: () => rest(page),
  toggleLight: () => toggleLight(page),
  lookElsewhere: () => lookElsewhere(page),
  take: () =>
    attempt(page, async () => {
      stop(page);
      await take(page);
    }).then(focusLink),
  cancel: () => {
    stop(page);
    discard(page);
    draw();
    focusFirst();
  },
};

const unlocking = unlockingOf(
  () => /** @type {import('../ui/locked.js').LockedModel} */ (model.locked),
  {
    draw,
    breakDown: (thrown) => breakDown(page, thrown),
    passkey: unlockWithPasskey,
    stuck: () => openSettings('#rescue'),
    opened: () => read().then(begin),
  },
);

function draw() {
  document.title = `${say('cameraPage')} – ${say('appName')}`;
  render(content(), document.body);
}

function content() {
  if (model.broken) {
    const bug = { ...model, breakage: /** @type {const} */ ('bug'), previous: false };
    return html`<main class="alone">${brokenCard(bug, { reload: () => location.reload() })}</main>`;
  }
  if (model.locked) return html`<main>${lockedView(model.locked, unlocking)}</main>`;
  return isKnown ? cameraView(page, actions) : nothing;
}

/** Storage was read once: whether the vault is locked. */
let isKnown = false;

/** Reads whether the vault opens. Behind a lock, nothing is scanned and nothing that was found stays. */
async function readNow() {
  const reading = readStored();
  try {
    await dress((await reading).settings);
    (await openVault(reading)).free();
    model.locked = undefined;
    if (model.importing.rows.length > 0) await reviewAll(model.importing, draw);
  } catch (thrown) {
    stop(page);
    discard(page);
    await readUnopened(thrown);
  }
  isKnown = true;
  draw();
}

/** @param {unknown} thrown */
async function readUnopened(thrown) {
  try {
    const locked = await lockedAfter(thrown);
    // Called a second time: keep what the user has typed since.
    model.locked ??= locked;
  } catch (why) {
    // The settings know the ways forward from a vault that does not open.
    if (failureOf(why)?.code.startsWith('vault-')) return location.replace(SETTINGS);
    await trace('camera', why);
    breakDown(page, why);
  }
}

const SETTINGS = '../settings/settings.html';

/** Turns the camera on at once if the user came for it and looks at this tab. */
function begin() {
  if (model.locked || model.broken) return;
  if (!model.isForScreen && document.visibilityState === 'visible') void watch(page);
  focusFirst();
}

/** What the user presses first. */
function focusFirst() {
  const first = model.isForScreen ? 'screen' : 'camera';
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-act="${first}"]`))?.focus();
}

/** The list and its button are gone once the accounts were added. */
function focusLink() {
  /** @type {HTMLElement | null} */ (document.querySelector('[data-said] a'))?.focus();
}

async function start() {
  await loadCore();
  await read();
  onVaultWritten(() => void read().then(() => keepFolderFresh()));
  onVaultWritten(syncSoon);
  onRemembered('unlocked', () => void followLock());
  onCameras(() => void listCameras(page));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') rest(page);
  });
  addEventListener('pagehide', () => stop(page));
  begin();
  await syncQuietly();
}

hearErrors('camera', (thrown) => breakDown(page, thrown));
void start();
