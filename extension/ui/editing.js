// The edit form: names, sites, how codes are filled, deleting.

import { askToFillAt, fillsAt, stopFillingAt } from '../platform/sites.js';
import { say } from '../platform/words.js';
import { nameOf } from './parts.js';

/** @typedef {import('../core/postern.js').RowView} RowView */
/**
 * An account that is being edited.
 * @typedef {object} Editing
 * @property {string} id
 * @property {Details} details
 * @property {boolean | undefined} fillsHere whether Postern fills automatically at the site of the page in front
 * @property {string} site of the page in front
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

/**
 * @param {{ editing: Editing | undefined, page: { origin: string } | undefined, site: string }} model
 * @param {Window} window
 */
export function editingOf(model, window) {
  const { draw, show, attempt, change, details: detailsOf } = window;
  const remove = removerOf(window);
  const editing = () => /** @type {Editing} */ (model.editing);

  /** The pressed button is gone: the focus stays among the sites. */
  function focusSite() {
    const places = document.querySelectorAll('[data-sites] :is(select, [data-bind], input)');
    /** @type {HTMLElement | undefined} */ ([...places].at(-1))?.focus();
  }

  return {
    /** @param {RowView} row */
    open: (row) =>
      attempt(async () => {
        const origin = model.page?.origin ?? '';
        const details = await detailsOf(row.id, origin);
        const canAsk = row.forPage && origin !== '';
        model.editing = {
          id: row.id,
          details,
          // Permission can only be requested for the site that the user is at.
          fillsHere: canAsk ? await fillsAt(origin) : undefined,
          site: model.site,
        };
        show('edit');
      }),
    back: () => show('list'),
    /** @param {HTMLFormElement} form */
    submit: (form) =>
      attempt(async () => {
        const { id } = editing();
        const request = requestOf(form, id);
        await change((session, nowMs) => session.edit(request, nowMs));
        show('list');
      }),
    remove: () =>
      attempt(async () => {
        const { id, details } = editing();
        await remove(id, nameOf(details), () => show('list'));
      }),
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

/** What the form says about an account. @param {HTMLFormElement} form @param {string} id */
function requestOf(form, id) {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? '');
  return {
    id,
    issuer: text('issuer'),
    name: text('name'),
    sites: data.getAll('site').map(String),
    presses: data.has('presses'),
    appends: data.has('appends'),
    pinned: data.has('pinned'),
    tags: text('tags').split(','),
    note: text('note'),
    recovery: text('recovery').split('\n'),
    used: data.getAll('used').map(String),
    ...(text('pin') && { pin: text('pin') }),
  };
}
