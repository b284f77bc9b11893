// A separate X display for tests that need real key presses: browser commands never receive synthetic ones.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { until } from './browser.mjs';

/** How long a dialogue takes to appear and to have the focus. */
const DIALOGUE_MS = 2500;

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts an X server without a physical screen. @param {string} [size] in device pixels */
export async function startDisplay(size = '1280x900') {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  let number = '';
  server.stdio[3]?.on('data', (data) => {
    number += data;
  });
  await until(async () => number.includes('\n'));
  const name = `:${number.trim()}`;
  const env = { ...process.env, DISPLAY: name };
  /** The browser's visible windows, by their X ids. */
  const windows = () => {
    const search = ['search', '--onlyvisible', '--name', ''];
    const found = spawnSync('xdotool', search, { env, timeout: 20_000, encoding: 'utf8' });
    return found.stdout.trim().split('\n').filter(Boolean);
  };
  return {
    name,
    /** Presses a key in the browser's window. @param {string} keys in xdotool's notation */
    press(keys) {
      const find = [
        'search',
        '--sync',
        '--onlyvisible',
        '--class',
        'chrom',
        'windowfocus',
        '--sync',
      ];
      execFileSync('xdotool', [...find, 'key', keys], { env, timeout: 20_000 });
    },
    /**
     * Opens the context menu at a point of the screen and walks it.
     * @param {{ x: number, y: number }} place
     * @param {string[]} keys
     */
    async menu({ x, y }, keys) {
      const at = [String(Math.round(x)), String(Math.round(y))];
      const before = windows();
      execFileSync('xdotool', ['mousemove', ...at, 'click', '3'], { env, timeout: 20_000 });
      // The menu is a separate window.
      const menu = await until(async () => windows().find((one) => !before.includes(one)));
      this.keys(keys);
      await until(async () => !windows().includes(menu));
    },
    /** Clicks at a point of the screen. @param {{ x: number, y: number }} place */
    click({ x, y }) {
      const at = [String(Math.round(x)), String(Math.round(y))];
      execFileSync('xdotool', ['mousemove', ...at, 'click', '1'], { env, timeout: 20_000 });
    },
    /** Presses keys in the focused window. @param {string[]} keys */
    keys(keys) {
      execFileSync('xdotool', ['key', '--delay', '80', ...keys], { env, timeout: 20_000 });
    },
    /** Types a text into the focused field of any window. @param {string} text */
    type(text) {
      execFileSync('xdotool', ['type', '--delay', '30', text], { env, timeout: 20_000 });
    },
    /** Chooses a folder in the system's dialogue, and allows Postern to use it. @param {string} folder */
    async chooseFolder(folder) {
      await pause(DIALOGUE_MS);
      this.keys(['ctrl+l']);
      this.type(`${folder}/`);
      // The dialogue's “Open”. Return would also answer the question that follows, with “Don't allow”.
      this.keys(['alt+o']);
      await this.allow();
    },
    /** Answers the browser's question about a permission. Its first button refuses. */
    async allow() {
      await pause(DIALOGUE_MS);
      this.keys(['Tab', 'Return']);
    },
    async deny() {
      await pause(DIALOGUE_MS);
      this.keys(['Return']);
    },
    stop: () => void server.kill(),
  };
}
