/* tslint:disable */
/* eslint-disable */
/**
 * A QR code that was read. `text` may contain a secret: it is only passed to `preview` and `add`.
 */
export interface ScannedCode {
    /**
     * The text of the code.
     */
    text: string;
    /**
     * Its corners in picture pixels, `[x, y]` each.
     */
    corners: number[][];
}

/**
 * A QR code without its quiet zone.
 */
export interface QrView {
    /**
     * Modules in a row.
     */
    size: number;
    /**
     * Row by row, 1 for dark.
     */
    modules: Uint8Array;
}

/**
 * A file for other apps.
 */
export interface WrittenView {
    /**
     * The file, or the texts of the QR codes. Contains the secrets, encrypted only in a sealed
     * file.
     */
    texts: string[];
    /**
     * The positions of the accounts that the format cannot express.
     */
    leftOut: number[];
}

/**
 * A row that is not an account.
 */
export interface SkippedView {
    /**
     * Its position in the file, from 1.
     */
    position: number;
    /**
     * Its name in the file.
     */
    name: string;
    /**
     * Why it is not an account.
     */
    why: Failure;
}

/**
 * An account on paper. Contains its secret.
 */
export interface SheetView {
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * For its QR code.
     */
    link: string;
    /**
     * base32.
     */
    key: string;
    /**
     * The portal's recovery codes that were not used.
     */
    recovery: string[];
}

/**
 * An app that imports a file that is not sealed.
 */
export type TargetRequest = "aegis" | "twofas" | "bitwarden" | "ente" | "proton" | "csv";

/**
 * An expected failure: thrown as `{ code: "wrong-key" }`. Does not contain the input.
 */
export type Failure = { code: "bad-request" } | { code: "picture-unusable" } | { code: "vault-damaged" } | { code: "vault-newer" } | { code: "vault-wrong-key" } | { code: "vault-locked" } | { code: "slot-needed" } | { code: "recovery-misread" } | { code: "passphrase-short" } | { code: "passphrase-long" } | { code: "vault-read-only" } | { code: "vault-full" } | { code: "account-unknown" } | { code: "account-exists" } | { code: "counter-exhausted" } | { code: "pin-needed" } | { code: "pin-bad" } | { code: "not-a-key" } | { code: "migration" } | { code: "key-missing" } | { code: "key-too-short" } | { code: "key-too-long" } | { code: "key-padding" } | { code: "key-look-alike"; position: number; found: string; perhaps: string } | { code: "key-bad-character"; position: number } | { code: "key-looks-hex" } | { code: "type-unsupported" } | { code: "algorithm-unsupported" } | { code: "counter-bad" } | { code: "digits-bad" } | { code: "period-bad" } | { code: "page-unsupported" } | { code: "page-insecure" } | { code: "site-not-bound" } | { code: "site-unusable" } | { code: "frame-foreign" } | { code: "field-missing" } | { code: "file-unknown" } | { code: "file-damaged" } | { code: "file-empty" } | { code: "file-too-large" } | { code: "password-wrong" } | { code: "file-restricted" } | { code: "file-pgp" } | { code: "file-old-version" } | { code: "file-pdf" } | { code: "file-archive" } | { code: "file-database" } | { code: "file-binary" } | { code: "second-file-needed" } | { code: "file-costly" } | { code: "file-memory" } | { code: "entry-trashed" } | { code: "entry-sealed" } | { code: "entry-over-limit" } | { code: "password-needed"; workMib: number; takesFile: boolean };

/**
 * How a passphrase is stretched: Argon2id.
 */
export interface KdfView {
    /**
     * Memory in KiB.
     */
    mKib: number;
    /**
     * Passes.
     */
    t: number;
    /**
     * Lanes.
     */
    p: number;
    /**
     * base64url.
     */
    salt: string;
}

/**
 * One page of a Google Authenticator export.
 */
export interface PartView {
    /**
     * The id of the export.
     */
    batch: number;
    /**
     * Which page it is, from 0.
     */
    index: number;
    /**
     * How many pages there are.
     */
    size: number;
}

/**
 * The content of a file.
 */
export interface ReadView {
    /**
     * The app that wrote it, by its own name; empty for a list of key links.
     */
    app: string;
    /**
     * For `Session.previewImport` and `Session.importSelected`. Contains the secrets.
     */
    accounts: string;
    /**
     * The warnings of each account, in the same order.
     */
    warnings: WarningView[][];
    /**
     * Rows that are not accounts.
     */
    skipped: SkippedView[];
    /**
     * The pages of a Google Authenticator export that the file contains.
     */
    parts: PartView[];
    /**
     * The format is unknown: the file was searched, and may hold more.
     */
    isSearched: boolean;
    /**
     * Pictures in the file that may show QR codes, as `data:` URLs.
     */
    pictures: string[];
    /**
     * Version 8 of the app may have changed SHA-256, SHA-512, HOTP and Steam accounts before.
     */
    mayBeDamaged: boolean;
}

/**
 * The result of scanning a picture.
 */
export interface PictureView {
    /**
     * Its QR codes, without duplicate texts.
     */
    codes: ScannedCode[];
    /**
     * What prevented another code from being read; absent if nothing did.
     */
    obstacle?: Obstacle;
}

/**
 * What an app cannot hold: the positions of the accounts that would lose it.
 */
export interface LostView {
    /**
     * The account itself.
     */
    accounts: number[];
    /**
     * Where its codes are filled.
     */
    sites: number[];
    /**
     * The user's groups.
     */
    tags: number[];
    /**
     * The user's groups, except for the first.
     */
    moreTags: number[];
    /**
     * The group as one group: the app divides its name at a slash.
     */
    splitTags: number[];
    /**
     * The note.
     */
    notes: number[];
    /**
     * The site's recovery codes.
     */
    recovery: number[];
}

/**
 * What is unusual about a text, see [`Warning`], or about an account compared to the existing
 * ones.
 */
export type WarningView = "issuer-conflict" | "bad-escape" | "hidden-characters" | "label-cut" | "digits" | "period" | "counter" | "weak-key" | "odd-length" | "trailing-bits" | "long-key" | "offer-steam" | "needs-pin" | "read-as-hex" | "look-alike";

/**
 * Why an existing QR code was not read.
 */
export type Obstacle = "cut-off" | "unclear" | "covered" | "other-kind";


/**
 * What another app would lose of some accounts.
 *
 * # Errors
 * `bad-request`.
 */
export function lostIn(target: TargetRequest, accounts: string): LostView;

/**
 * The cost for a new passphrase, with a new salt.
 *
 * # Errors
 * None in practice.
 */
export function makeKdf(): KdfView;

/**
 * The QR code of a string.
 *
 * # Errors
 * `bad-request` for a string longer than any code can hold.
 */
export function qrOf(text: string): QrView;

/**
 * Reads a file of any known app, detected by its content. It may take seconds and a gigabyte: call
 * it in a worker that can be terminated. The second file is a key file of KeePass, or the manifest of
 * Steam Desktop Authenticator.
 *
 * # Errors
 * `file-…`: why the file could not be read at all; `password-needed`, `password-wrong`,
 * `second-file-needed`.
 */
export function readFile(file: Uint8Array | number[], password?: string | null, second_file?: Uint8Array | number[] | null): ReadView;

/**
 * The QR codes in a picture, and what prevented one from being read.
 *
 * # Errors
 * `picture-unusable`.
 */
export function scan(picture: ImageData): PictureView;

/**
 * Argon2id of a passphrase in Unicode NFKC: 32 bytes, a third of a second, 64 MiB that are never
 * freed. Call it in a dedicated worker.
 *
 * # Errors
 * `passphrase-short`, `passphrase-long`; `vault-damaged` for a cost that none of our slots has.
 */
export function stretch(passphrase: string, kdf: KdfView): Uint8Array;

/**
 * Aegis' encrypted file.
 *
 * # Errors
 * `bad-request`, `file-memory`.
 */
export function writeAegis(accounts: string, password: string): WrittenView;

/**
 * A file for another app: not sealed.
 *
 * # Errors
 * `bad-request`.
 */
export function writeFor(target: TargetRequest, accounts: string): WrittenView;

/**
 * Key links, one per line: not sealed.
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
    readonly lostIn: (a: any, b: number, c: number) => [number, number, number];
    readonly makeKdf: () => [number, number, number];
    readonly qrOf: (a: number, b: number) => [number, number, number];
    readonly readFile: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly scan: (a: any) => [number, number, number];
    readonly stretch: (a: number, b: number, c: any) => [number, number, number, number];
    readonly writeAegis: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly writeFor: (a: any, b: number, c: number) => [number, number, number];
    readonly writeLinks: (a: number, b: number) => [number, number, number];
    readonly writePages: (a: number, b: number) => [number, number, number];
    readonly writeSheets: (a: number, b: number) => [number, number, number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __externref_drop_slice: (a: number, b: number) => void;
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
