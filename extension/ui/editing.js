// The edit form: names, sites, how codes are made and filled, deleting.

import { failureOf, siteOf } from '../core/core.js';
import { codeAfter, editAccount } from '../flows/editing.js';
import { codeTime } from '../platform/clock.js';
import { askToFillAt, fillsAt, stopFillingAt } from '../platform/sites.js';
import { openSites } from '../platform/tabs.js';
import { say, sayFailure } from '../platform/words.js';
import { declare, encodingOf, nothingDeclared, onceOver, placeOf, pointAt } from './coding.js';
import { nameOf, siteTyped } from './parts.js';

/** @typedef {import('../core/postern.js').RowView} RowView */
/**
 * An account that is being edited.
 * @typedef {object} Editing
 * @property {string} id
 * @property {Details} details
 * @property {boolean | undefined} fillsHere whether Postern fills automatically at the site of the page in front
 * @property {string} site of the page in front
 * @property {string[] | undefined} [openSites] of open tabs, once the user has asked for them
 * @property {import('./coding.js').Typed} typed about codes and key, in a window with room for them
 * @property {boolean} isFull whether the window has room for them
 */
/** @typedef {import('../core/postern.js').DetailsView} Details */
/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {{ text: string, run: () => void }} Undo */
/**
 * The functions that the form needs from its window.
 * @typedef {object} Window
 * @property {() => void} draw
 * @property {(screen: 'edit' | 'list') => void} show
 * @property {(text: string, undo?: Undo) => void} toast
 * @property {(action: () => unknown) => unknown} attempt reports failures caused by the user; a bug ends the session
 * @property {<T>(edit: (session: Session, nowMs: number) => T) => Promise<T>} change the vault
 * @property {(id: string, origin: string) => Details | Promise<Details>} details
 * @property {boolean} isFull whether there is room for everything
 */

/**
 * Deletes an account, and offers to undo that.
 * @param {Pick<Window, 'draw' | 'toast' | 'attempt' | 'change'>} window
 */
export function removerOf({ draw, toast, attempt, change }) {
  /** @param {string} id @param {string} name @param {() => void} [shown] draws what comes after it */
  return async function remove(id, name, shown = draw) {
    await change((session, nowMs) => session.remove(id, nowMs));
    shown();
    const undo = async () => {
      await change((session, nowMs) => session.restore(id, nowMs));
      draw();
    };
    toast(say('deleted', name), { text: say('undo'), run: () => attempt(undo) });
  };
}

/** @typedef {{ editing: Editing | undefined, page: { origin: string } | undefined, site: string }} Model */

/**
 * @param {Model} model
 * @param {Window} window
 */
export function editingOf(model, window) {
  const { show, attempt, change, details: detailsOf, draw, isFull } = window;
  const remove = removerOf(window);
  const editing = () => /** @type {Editing} */ (model.editing);

  /** What the form of an account shows. @param {Pick<RowView, 'id' | 'forPage'>} row @returns {Promise<Editing>} */
  async function load({ id, forPage }) {
    const origin = model.page?.origin ?? '';
    const details = await detailsOf(id, origin);
    const canAsk = forPage && origin !== '';
    return {
      id,
      details,
      // Permission can only be requested for the site that the user is at.
      fillsHere: canAsk ? await fillsAt(origin) : undefined,
      site: model.site,
      typed: nothingDeclared(),
      isFull,
    };
  }

  return {
    ...sitesOf(editing, model, window),
    ...codesOf(editing, model, window),
    load,
    /** @param {RowView} row */
    open: (row) =>
      attempt(async () => {
        model.editing = await load(row);
        show('edit');
      }),
    back: () => show('list'),
    /** @param {HTMLFormElement} form */
    submit: (form) =>
      attempt(async () => {
        // A site that was typed and not added yet is meant as well.
        if (!takeSite(form, editing())) return draw();
        try {
          await editAccount(requestOf(form, editing()), change);
        } catch (thrown) {
          if (!refuse(form, editing(), thrown)) throw thrown;
          return draw();
        }
        show('list');
      }),
    remove: () =>
      attempt(async () => {
        const { id, details } = editing();
        await remove(id, nameOf(details), () => show('list'));
      }),
  };
}

/**
 * Where the codes are filled.
 * @param {() => Editing} editing
 * @param {Model} model
 * @param {Window} window
 */
function sitesOf(editing, model, { draw, attempt }) {
  /** The pressed button is gone: the focus stays among the sites. */
  function focusSite() {
    const places = document.querySelectorAll('[data-sites] :is(select, [data-bind], input)');
    /** @type {HTMLElement | undefined} */ ([...places].at(-1))?.focus();
  }

  /** @param {HTMLInputElement} input */
  const addSite = (input) =>
    attempt(() => {
      takeSite(/** @type {HTMLFormElement} */ (input.form), editing());
      draw();
      input.focus();
    });

  return {
    /** @param {string} site */
    bind: (site) => {
      const { details } = editing();
      details.sites.push({ site, choices: [site] });
      details.pageSite = undefined;
      draw();
      focusSite();
    },
    /** @param {string} site */
    unbind: (site) => {
      const { details } = editing();
      details.sites = details.sites.filter((bound) => bound.site !== site);
      draw();
      focusSite();
    },
    addSite,
    askTabs: () =>
      attempt(async () => {
        editing().openSites = await openSites();
        draw();
      }),
    /** @param {string} site */
    pickTab: (site) => {
      const input = /** @type {HTMLInputElement} */ (
        document.querySelector('[data-sites] [name="site"]')
      );
      input.value = site;
      return addSite(input);
    },
    /** @param {boolean} isOn */
    fillHere: (isOn) =>
      attempt(async () => {
        const origins = [model.page?.origin ?? '', ...editing().details.frames];
        if (isOn) editing().fillsHere = await askToFillAt(origins);
        else {
          await stopFillingAt(origins);
          editing().fillsHere = false;
        }
        draw();
      }),
  };
}

/**
 * How the codes are made, and from which key.
 * @param {() => Editing} editing
 * @param {Model} model
 * @param {Window} window
 */
function codesOf(editing, model, { draw, isFull }) {
  /** Counts the previews: only the newest is shown. */
  let previews = 0;

  /** The code that the form as it is would give. @param {HTMLFormElement} form */
  async function preview(form) {
    const { typed } = editing();
    previews += 1;
    const turn = previews;
    const isCurrent = () => turn === previews && model.editing?.typed === typed && form.isConnected;
    const after = await codeAfter(requestOf(form, editing())).catch((thrown) => {
      if (!failureOf(thrown)) throw thrown;
      return undefined;
    });
    if (!isCurrent()) return;
    typed.code = after?.code;
    // A link says how its codes are made.
    typed.coding = typed.isLink ? after?.details : undefined;
    draw();
    onceOver(after?.code, codeTime(), () => isCurrent() && preview(form));
  }

  return {
    /** @param {Event} event */
    typing: (event) => {
      const { typed } = editing();
      const isAbout = declare(typed, event.target);
      typed.wrong = undefined;
      if (isFull && isAbout) void preview(/** @type {HTMLFormElement} */ (event.currentTarget));
      draw();
    },
    /** @param {boolean} isShown */
    showKey: (isShown) => {
      editing().typed.isKeyShown = isShown;
      draw();
    },
  };
}

/**
 * Adds the site that was typed, if any; false if it cannot be one.
 * @param {HTMLFormElement} form
 * @param {Editing} editing
 */
function takeSite(form, { details, typed }) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('[name="site"]'));
  typed.wrong = undefined;
  if (input.value.trim() === '') return true;
  try {
    const view = siteOf(siteTyped(input.value));
    const isKnown = details.sites.some(({ site }) => site === view.site);
    if (!isKnown) details.sites.push(view);
    input.value = '';
    return true;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure?.code !== 'site-unusable') throw thrown;
    typed.wrong = { at: 'site', text: sayFailure(failure) };
    return false;
  }
}

/**
 * Says what is wrong beside the field that it is about; false if it is about none.
 * @param {HTMLFormElement} form
 * @param {Editing} editing
 * @param {unknown} thrown
 */
function refuse(form, { typed }, thrown) {
  const failure = failureOf(thrown);
  if (
    !failure ||
    !/^(key-|not-a-key|account-exists|digits-|period-|counter-bad|site-unusable)/.test(failure.code)
  )
    return false;
  const at = placeOf(failure, typed.declared);
  typed.wrong = { at, text: sayFailure(failure) };
  if (at !== 'text') return true;
  typed.isKeyShown ||= 'position' in failure;
  pointAt(/** @type {HTMLInputElement} */ (form.querySelector('[name="text"]')), failure);
  return true;
}

/**
 * The bound sites as they are chosen in the form; one that was just added is not drawn yet.
 * @param {HTMLFormElement} form
 * @param {Details} details
 */
function sitesIn(form, { sites }) {
  const chosen = new FormData(form).getAll('bound').map(String);
  return sites.map(({ site }, at) => chosen[at] ?? site);
}

/** What the form says about an account. @param {HTMLFormElement} form @param {Editing} editing */
function requestOf(form, { id, details, typed }) {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? '');
  return {
    id,
    issuer: text('issuer'),
    name: text('name'),
    sites: sitesIn(form, details),
    presses: data.has('presses'),
    appends: data.has('appends'),
    pinned: data.has('pinned'),
    tags: text('tags').split(','),
    note: text('note'),
    recovery: text('recovery').split('\n'),
    used: data.getAll('used').map(String),
    pin: text('pin'),
    coding: typed.declared,
    text: text('text'),
    encoding: encodingOf(typed, typed.declared.kind ?? details.kind),
  };
}
