/* tslint:disable */
/* eslint-disable */

/** What a file holds. */
export interface ReadView {
    /** The app that wrote it, by its own name; empty for a list of key links. */
    app: string;
    /** For `Session.survey` and `Session.take`. Holds the secrets. */
    accounts: string;
    /** What was odd about each account, in their order. */
    warnings: WarningView[][];
    /** Rows that are no account. */
    skipped: { position: number; name: string; why: Failure }[];
    /** The pages of a Google Authenticator export that it had. */
    parts: { batch: number; index: number; size: number }[];
    /** Version 8 of the app may have changed SHA-256, SHA-512, HOTP and Steam accounts before. */
    mayBeDamaged: boolean;
}

/** A file for other apps. */
export interface WrittenView {
    /** The file, or the texts of the QR codes. Holds the secrets, sealed only in a sealed file. */
    texts: string[];
    /** The accounts that the format has no words for, by their place. */
    leftOut: number[];
}

/** An account on paper. Holds its secret. */
export interface SheetView {
    issuer: string;
    name: string;
    /** For its QR code. */
    link: string;
    /** base32. */
    key: string;
    recovery: string[];
}

/** A QR code without its quiet zone: row by row, 1 for dark. */
export interface QrView { size: number; modules: Uint8Array }


/**
 * An expected failure: thrown as `{ code: "wrong-key" }`. Carries no input.
 */
export type Failure = { code: "bad-request" } | { code: "picture-unusable" } | { code: "vault-damaged" } | { code: "vault-newer" } | { code: "vault-wrong-key" } | { code: "vault-locked" } | { code: "slot-needed" } | { code: "recovery-misread" } | { code: "passphrase-short" } | { code: "passphrase-long" } | { code: "vault-read-only" } | { code: "vault-full" } | { code: "account-unknown" } | { code: "account-exists" } | { code: "counter-exhausted" } | { code: "pin-needed" } | { code: "pin-bad" } | { code: "not-a-key" } | { code: "migration" } | { code: "key-missing" } | { code: "key-too-short" } | { code: "key-too-long" } | { code: "key-padding" } | { code: "key-look-alike"; position: number; found: string; perhaps: string } | { code: "key-bad-character"; position: number } | { code: "key-looks-hex" } | { code: "type-unsupported" } | { code: "algorithm-unsupported" } | { code: "counter-bad" } | { code: "page-unsupported" } | { code: "page-insecure" } | { code: "site-not-bound" } | { code: "site-unusable" } | { code: "frame-foreign" } | { code: "field-missing" } | { code: "file-unknown" } | { code: "file-damaged" } | { code: "file-empty" } | { code: "file-too-large" } | { code: "password-wrong" } | { code: "file-restricted" } | { code: "file-pgp" } | { code: "file-old-version" } | { code: "file-costly" } | { code: "file-memory" } | { code: "entry-trashed" } | { code: "entry-sealed" } | { code: "password-needed"; workMib: number };

/**
 * What was odd about a text; see [`Warning`].
 */
export type WarningView = "issuer-conflict" | "bad-escape" | "hidden-characters" | "label-cut" | "digits" | "period" | "counter" | "weak-key" | "odd-length" | "trailing-bits" | "long-key" | "offer-steam" | "needs-pin" | "read-as-hex";


/**
 * The QR code of a text.
 *
 * # Errors
 * `bad-request` for a text longer than any code.
 */
export function qrOf(text: string): QrView;

/**
 * Reads a file of any known app; its content tells which. It may take seconds and a gigabyte: call
 * it in a worker that can be ended.
 *
 * # Errors
 * `file-…`: why nothing of it was read; `password-needed`, `password-wrong`.
 */
export function readFile(file: Uint8Array | number[], password?: string | null): ReadView;

/**
 * Aegis' encrypted file.
 *
 * # Errors
 * `bad-request`, `file-memory`.
 */
export function writeAegis(accounts: string, password: string): WrittenView;

/**
 * Key links, one a line: not sealed.
 *
 * # Errors
 * `bad-request`.
 */
export function writeLinks(accounts: string): WrittenView;

/**
 * The links of Google Authenticator's QR codes: not sealed.
 *
 * # Errors
 * `bad-request`.
 */
export function writePages(accounts: string): WrittenView;

/**
 * The accounts for paper: not sealed.
 *
 * # Errors
 * `bad-request`.
 */
export function writeSheets(accounts: string): SheetView[];

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly qrOf: (a: number, b: number) => [number, number, number];
    readonly readFile: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly writeAegis: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly writeLinks: (a: number, b: number) => [number, number, number];
    readonly writePages: (a: number, b: number) => [number, number, number];
    readonly writeSheets: (a: number, b: number) => [number, number, number];
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
