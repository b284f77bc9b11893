// A second implementation of what computers exchange, written from docs/sync.md: it shares no code with the
// core, so that each can check the other.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/**
 * @typedef {object} Content
 * @property {{ id: string, name: string, at: number, out?: string[], bye?: string, gone?: string }} [me]
 * @property {Record<string, any>[]} recs
 */

/** @param {Uint8Array} key the vault key @param {Uint8Array} vaultId @param {string} label */
export function derived(key, vaultId, label) {
  return new Uint8Array(hkdfSync('sha256', key, vaultId, label, 32));
}

/** Opens the data of a part. @param {string} data @param {Uint8Array} key @param {Uint8Array} vaultId @returns {Content} */
export function open(data, key, vaultId) {
  const bytes = Buffer.from(data, 'base64url');
  const { subkey, nonce } = extended(derived(key, vaultId, 'otpv1/sync'), bytes);
  const decipher = createDecipheriv('chacha20-poly1305', subkey, nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  decipher.setAAD(aad(vaultId), { plaintextLength: bytes.length - NONCE_BYTES - TAG_BYTES });
  const padded = Buffer.concat([
    decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
    decipher.final(),
  ]);
  return JSON.parse(padded.subarray(0, padded.lastIndexOf(0x80)).toString('utf8'));
}

/** The inverse of `open`. @param {Content} content @param {Uint8Array} key @param {Uint8Array} vaultId @param {Uint8Array} random */
export function seal(content, key, vaultId, random) {
  const text = Buffer.from(JSON.stringify(content), 'utf8');
  const padded = Buffer.alloc(Math.ceil((text.length + 1) / 256) * 256);
  text.copy(padded);
  padded[text.length] = 0x80;
  const { subkey, nonce } = extended(derived(key, vaultId, 'otpv1/sync'), random);
  const cipher = createCipheriv('chacha20-poly1305', subkey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad(vaultId), { plaintextLength: padded.length });
  const sealed = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([random, sealed]).toString('base64url');
}

/** A header's HMAC. @param {string} header @param {Uint8Array} key @param {Uint8Array} vaultId */
export function macOf(header, key, vaultId) {
  const hmac = createHmac('sha256', derived(key, vaultId, 'otpv1/header-mac'));
  return hmac.update(header).digest('base64url');
}

/** `HMAC-SHA256(K_tag, message)`. @param {Buffer} message @param {Uint8Array} key @param {Uint8Array} vaultId */
const tagOf = (message, key, vaultId) =>
  createHmac('sha256', derived(key, vaultId, 'otpv1/pack-tag'))
    .update(message)
    .digest();

/** @param {string} text */
const bytesOf = (text) => Buffer.from(text, 'base64url');

/** The item of the browser account that a record is in. @param {string} id @param {Uint8Array} key @param {Uint8Array} vaultId */
export function bucketOf(id, key, vaultId) {
  const [first = 0] = tagOf(bytesOf(id), key, vaultId);
  return `b-${(first % 32).toString(16).padStart(2, '0')}`;
}

/** Which tombstones are among the records. @param {Content['recs']} recs @param {Uint8Array} key @param {Uint8Array} vaultId */
export function goneOf(recs, key, vaultId) {
  const sums = recs
    .filter(({ gone }) => gone)
    .map(({ id, hlc }) => tagOf(Buffer.concat([id, hlc].map(bytesOf)), key, vaultId))
    .map((tag) => tag.readBigUInt64BE());
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(
    BigInt.asUintN(
      64,
      sums.reduce((all, one) => all + one, 0n),
    ),
  );
  return bytes.toString('base64url');
}

/** `lp("otpv1", "sync", vault id)`. @param {Uint8Array} vaultId */
function aad(vaultId) {
  const parts = [Buffer.from('otpv1'), Buffer.from('sync'), Buffer.from(vaultId)];
  const length = (/** @type {Buffer} */ part) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(part.length);
    return bytes;
  };
  return Buffer.concat(parts.flatMap((part) => [length(part), part]));
}

/** XChaCha20's key and nonce for ChaCha20: draft-irtf-cfrg-xchacha-03 §2.3. @param {Uint8Array} key @param {Uint8Array} long */
function extended(key, long) {
  const nonce = Buffer.concat([Buffer.alloc(4), long.subarray(16, NONCE_BYTES)]);
  return { subkey: hchacha20(key, long.subarray(0, 16)), nonce };
}

/** HChaCha20: draft-irtf-cfrg-xchacha-03 §2.2. @param {Uint8Array} key @param {Uint8Array} nonce */
function hchacha20(key, nonce) {
  const input = Buffer.concat([Buffer.from('expand 32-byte k'), key, nonce]);
  const words = new Uint32Array(Array.from({ length: 16 }, (_, at) => input.readUInt32LE(4 * at)));
  for (let round = 0; round < 10; round += 1) {
    for (const at of [0, 1, 2, 3]) quarter(words, [at, at + 4, at + 8, at + 12]);
    for (const at of [0, 1, 2, 3]) {
      quarter(words, [at, 4 + ((at + 1) % 4), 8 + ((at + 2) % 4), 12 + ((at + 3) % 4)]);
    }
  }
  const out = Buffer.alloc(32);
  const kept = [...words.subarray(0, 4), ...words.subarray(12)];
  kept.forEach((word, at) => void out.writeUInt32LE(word, 4 * at));
  return out;
}

/** RFC 8439 §2.1. @param {Uint32Array} words @param {number[]} places */
function quarter(words, [a = 0, b = 0, c = 0, d = 0]) {
  const at = (/** @type {number} */ place) => words[place] ?? 0;
  const step = (
    /** @type {number} */ to,
    /** @type {number} */ by,
    /** @type {number} */ turned,
    /** @type {number} */ bits,
  ) => {
    words[to] = at(to) + at(by);
    const mixed = at(turned) ^ at(to);
    words[turned] = (mixed << bits) | (mixed >>> (32 - bits));
  };
  step(a, b, d, 16);
  step(c, d, b, 12);
  step(a, b, d, 8);
  step(c, d, b, 7);
}
