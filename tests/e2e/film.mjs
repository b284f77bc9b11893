// Films for Chromium's fake camera: phones that show QR codes, held by a hand that is never still.

import { closeSync, openSync, writeSync } from 'node:fs';
import QRCode from 'qrcode';

const [WIDTH, HEIGHT] = [1280, 720];

/** Frames a second. */
const RATE = 10;

/** The quiet zone, in modules. */
const QUIET = 4;

/** Shades of the sensor's noise. */
const NOISE = 12;

/**
 * Writes a film as YUV4MPEG2, which Chromium plays again and again.
 * @param {string} path
 * @param {{ text?: string, frames: number }[]} scenes without a text, the hand is gone
 */
export function makeFilm(path, scenes) {
  const file = openSync(path, 'w');
  writeSync(file, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${RATE}:1 Ip A1:1 C420jpeg\n`);
  const grey = new Uint8Array((WIDTH * HEIGHT) / 2).fill(128);
  let at = 0;
  for (const { text, frames } of scenes) {
    const code = text === undefined ? undefined : QRCode.create(text).modules;
    for (let frame = 0; frame < frames; frame += 1) {
      writeSync(file, 'FRAME\n');
      writeSync(file, drawn(code, at));
      writeSync(file, grey);
      at += 1;
    }
  }
  closeSync(file);
}

/** @typedef {QRCode.BitMatrix} Modules */

/**
 * The brightness of each pixel of a frame.
 * @param {Modules | undefined} code
 * @param {number} at which frame
 */
function drawn(code, at) {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const place = held(at / RATE);
  let dice = at + 1;
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      dice = (dice * 48271) % 2147483647;
      // The room is darker at one end.
      let shade = 70 + (x / WIDTH) * 60;
      if (code) {
        // Four samples: edges are soft, as a lens makes them.
        let light = 0;
        for (const dx of [0.25, 0.75])
          for (const dy of [0.25, 0.75]) light += shadeOf(code, place(x + dx, y + dy), shade);
        shade = light / 4;
      }
      pixels[y * WIDTH + x] = shade + ((dice >> 8) % NOISE) - NOISE / 2;
    }
  }
  return pixels;
}

/**
 * How the hand holds the phone at a time: where a pixel lies on the code, whose sides are 0 and 1.
 * @param {number} second
 * @returns {(x: number, y: number) => [number, number]}
 */
function held(second) {
  const sway = (/** @type {number} */ period) => Math.sin((2 * Math.PI * second) / period);
  const side = HEIGHT * (0.78 + 0.05 * sway(3.7));
  const turn = 0.09 * sway(2.9);
  const tilt = 0.12 * sway(4.3);
  const [left, top] = [WIDTH / 2 + 40 * sway(2.3), HEIGHT / 2 + 12 * sway(1.9)];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (x, y) => {
    const [right, down] = [(x - left) / side, (y - top) / side];
    const depth = 1 - tilt * right;
    return [(cos * right + sin * down) / depth + 0.5, (cos * down - sin * right) / depth + 0.5];
  };
}

/** @param {Modules} code @param {[number, number]} place @param {number} behind the shade beside the phone */
function shadeOf(code, [across, along], behind) {
  const { size } = code;
  // The phone is a little larger than the code and its quiet zone.
  if (Math.min(across, along) < -0.05 || Math.max(across, along) > 1.05) return behind;
  const column = Math.floor(across * (size + 2 * QUIET)) - QUIET;
  const row = Math.floor(along * (size + 2 * QUIET)) - QUIET;
  const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < size;
  return isInside && code.get(row, column) ? 40 : 225;
}

/**
 * The QR codes of Google Authenticator's export.
 * @param {{ issuer: string, name: string }[][]} pages
 */
export function exportOf(pages) {
  return pages.map((accounts, index) => {
    const rows = accounts.map(({ issuer, name }, at) =>
      field(1, [
        ...field(1, [...`${index}${at}`.padStart(20, 'secret of the tests ')].map(code)),
        ...field(2, [...Buffer.from(name)]),
        ...field(3, [...Buffer.from(issuer)]),
        ...[0x20, 1, 0x28, 1, 0x30, 2],
      ]),
    );
    const page = [...rows.flat(), 0x10, 1, 0x18, pages.length, 0x20, index, 0x28, 77];
    const data = encodeURIComponent(Buffer.from(page).toString('base64'));
    return `otpauth-migration://offline?data=${data}`;
  });
}

const code = (/** @type {string} */ character) => character.charCodeAt(0);

/** A field of bytes (Protocol Buffers, wire type 2). @param {number} number @param {number[]} bytes */
function field(number, bytes) {
  const { length } = bytes;
  const size = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
  return [(number << 3) | 2, ...size, ...bytes];
}
