/* tslint:disable */
/* eslint-disable */
/**
 * A bound site and the sites it may be widened to.
 */
export interface SiteView {
    /**
     * The site as bound.
     */
    site: string;
    /**
     * The site itself, then wider ones the user may choose, narrowest first.
     */
    choices: string[];
}

/**
 * A button of the page.
 */
export interface ButtonView {
    /**
     * Its index in the collector's list.
     */
    index: number;
    /**
     * Its text.
     */
    text: string;
}

/**
 * A code and its lifetime.
 */
export interface CodeView {
    /**
     * The code as typed.
     */
    text: string;
    /**
     * Unix ms; absent for counter-based codes.
     */
    validFromMs: number | undefined;
    /**
     * Unix ms; absent for counter-based codes.
     */
    validUntilMs: number | undefined;
}

/**
 * A code that logs its owner in once.
 */
export interface RecoveryView {
    /**
     * As the portal printed it.
     */
    code: string;
    /**
     * It was marked as used.
     */
    used: boolean;
}

/**
 * A computer that takes part in sync.
 */
export interface ComputerView {
    /**
     * 16 hexadecimal digits.
     */
    id: string;
    /**
     * As its user calls it.
     */
    name: string;
    /**
     * When it last wrote, in Unix ms.
     */
    atMs: number;
    /**
     * It is this one.
     */
    isMine: boolean;
    /**
     * How far its clock is ahead of ours, in ms; 0 within a day.
     */
    aheadMs: number;
}

/**
 * A field whose other values are kept.
 */
export type LostFieldView = "key" | "issuer" | "name" | "note";

/**
 * A key or key link that may become an account.
 */
export interface AddRequest {
    /**
     * As scanned, pasted or typed. Contains the secret.
     */
    text: string;
    /**
     * How a bare key is written.
     */
    encoding?: EncodingRequest;
    /**
     * What the user declares about the codes; the rest is as the text says.
     */
    coding?: CodingRequest;
    /**
     * Overrides the link; the only source for bare keys.
     */
    issuer?: string | undefined;
    /**
     * See `issuer`.
     */
    name?: string | undefined;
    /**
     * For kinds that need one.
     */
    pin?: string | undefined;
    /**
     * Origin of the page it was enrolled at; empty for none.
     */
    origin: string;
    /**
     * A site that the user typed, instead of that page.
     */
    site?: string;
    /**
     * Unix ms, for a preview with a code.
     */
    nowMs?: number | undefined;
}

/**
 * A new device's id and key, base64url.
 */
export interface DeviceJson {
    /**
     * 8 bytes.
     */
    id: string;
    /**
     * 32 bytes.
     */
    key: string;
}

/**
 * A requested fill.
 */
export interface FillRequest {
    /**
     * The account.
     */
    id: string;
    /**
     * The page.
     */
    page: PageFacts;
    /**
     * Into the field that has the focus, regardless of what it looks like.
     */
    focused?: boolean;
    /**
     * Automatically: the page opened at a site where the user allows automatic filling.
     */
    unasked?: boolean;
    /**
     * The other sites that the form sends to, which the user has just seen and confirmed.
     */
    agreed?: string[];
    /**
     * The user wants it typed although the page asks for a code sent by message.
     */
    message?: boolean;
}

/**
 * A sealed text that travels between computers.
 */
export interface PartJson {
    /**
     * A file's name, or an item's key.
     */
    name: string;
    /**
     * The content.
     */
    text: string;
}

/**
 * A slot of a vault.
 */
export interface SlotView {
    /**
     * Its id, for `removeSlot`.
     */
    id: string;
    /**
     * `device`, `pass`, `prf` or `recovery`.
     */
    kind: string;
    /**
     * For a passphrase.
     */
    kdf: KdfView | undefined;
    /**
     * For a passkey, base64url.
     */
    credential: string | undefined;
    /**
     * For a passkey, base64url.
     */
    prfSalt: string | undefined;
}

/**
 * A value that lost, to keep or to drop.
 */
export interface LostRequest {
    /**
     * The account.
     */
    id: string;
    /**
     * Which field.
     */
    field: LostFieldView;
    /**
     * As `lostVersions` names it.
     */
    version: string;
    /**
     * Unix ms.
     */
    nowMs: number;
}

/**
 * A value that lost.
 */
export interface LostVersionView {
    /**
     * The account.
     */
    id: string;
    /**
     * The account's as it is.
     */
    issuer: string;
    /**
     * The account's as it is.
     */
    name: string;
    /**
     * Which field.
     */
    field: LostFieldView;
    /**
     * The other value; empty for a key.
     */
    text: string;
    /**
     * Names it, for `keepLost` and `dropLost`.
     */
    version: string;
    /**
     * When it was written, in Unix ms.
     */
    atMs: number;
}

/**
 * All accessible frames of the page in front.
 */
export interface PageFacts {
    /**
     * Origin of the page, from the browser.
     */
    origin: string;
    /**
     * The top frame first.
     */
    frames: FrameFacts[];
    /**
     * The lines of `words.txt`.
     */
    words: string;
}

/**
 * An account in the bin.
 */
export interface BinnedView {
    /**
     * Its id, for `restore`.
     */
    id: string;
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * Unix ms; until then it can be restored.
     */
    keptUntilMs: number;
}

/**
 * An account that is not saved yet, without its secret.
 */
export interface PreviewView {
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * How its codes are made.
     */
    kind: KindView;
    /**
     * Number of characters in a code.
     */
    codeChars: number;
    /**
     * Lifetime of a code in seconds; absent for counter-based accounts.
     */
    periodS: number | undefined;
    /**
     * Absent for kinds with a fixed algorithm.
     */
    algorithm: string | undefined;
    /**
     * The counter of the next code, for counter-based accounts.
     */
    counter: string | undefined;
    /**
     * The code at the requested time; absent without one, and without the PIN.
     */
    code: CodeView | undefined;
    /**
     * The site it would be bound to, in words; absent if the page has none.
     */
    site: string | undefined;
    /**
     * What is unusual about the text.
     */
    warnings: WarningView[];
    /**
     * Whether the vault already has it.
     */
    status: StatusView;
    /**
     * The account whose key it would replace; absent if there is none.
     */
    replaces?: string;
}

/**
 * An account, and what joining would do to it.
 */
export interface JoinRowView {
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * What would happen.
     */
    what: JoiningView;
}

/**
 * An expected failure: thrown as `{ code: "wrong-key" }`. Does not contain the input.
 */
export type Failure = { code: "bad-request" } | { code: "picture-unusable" } | { code: "vault-damaged" } | { code: "vault-newer" } | { code: "vault-wrong-key" } | { code: "vault-locked" } | { code: "slot-needed" } | { code: "recovery-misread" } | { code: "passphrase-short" } | { code: "passphrase-long" } | { code: "vault-read-only" } | { code: "vault-full" } | { code: "account-unknown" } | { code: "account-exists" } | { code: "counter-exhausted" } | { code: "pin-needed" } | { code: "pin-bad" } | { code: "not-a-key" } | { code: "migration" } | { code: "key-missing" } | { code: "key-too-short" } | { code: "key-too-long" } | { code: "key-padding" } | { code: "key-look-alike"; position: number; found: string; perhaps: string } | { code: "key-bad-character"; position: number } | { code: "key-looks-hex" } | { code: "type-unsupported" } | { code: "algorithm-unsupported" } | { code: "counter-bad" } | { code: "digits-bad" } | { code: "period-bad" } | { code: "page-unsupported" } | { code: "page-insecure" } | { code: "site-not-bound" } | { code: "site-unusable" } | { code: "frame-foreign" } | { code: "field-missing" } | { code: "file-unknown" } | { code: "file-damaged" } | { code: "file-empty" } | { code: "file-too-large" } | { code: "password-wrong" } | { code: "file-restricted" } | { code: "file-pgp" } | { code: "file-old-version" } | { code: "file-pdf" } | { code: "file-archive" } | { code: "file-database" } | { code: "file-binary" } | { code: "second-file-needed" } | { code: "file-costly" } | { code: "file-memory" } | { code: "entry-trashed" } | { code: "entry-sealed" } | { code: "entry-over-limit" } | { code: "password-needed"; workMib: number; takesFile: boolean };

/**
 * How a bare key is written.
 */
export type EncodingRequest = "base32" | "hex" | "base64";

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
 * How an account of the vault compares to the one in a backup.
 */
export type ComparedState = "same" | "differs" | "behind" | "missing" | "more";

/**
 * How an account of this computer relates to those of the others.
 */
export type JoiningView = "new" | "same" | "differs" | "onlyHere";

/**
 * How an engine stores parts.
 */
export type LayoutRequest = "folder" | "account";

/**
 * How codes are made.
 */
export type KindView = "totp" | "hotp" | "steam" | "motp" | "yandex";

/**
 * How many accounts of a backup were added or already known.
 */
export interface MergedView {
    /**
     * Accounts that were missing.
     */
    added: number;
    /**
     * Accounts that were present with the same key.
     */
    known: number;
}

/**
 * Identifies a form of a vault.
 */
export interface MarkView {
    /**
     * The vault's id; base64url.
     */
    vault: string;
    /**
     * How often it was written.
     */
    epoch: number;
}

/**
 * One account of an import.
 */
export interface PreviewedView {
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * How its codes are made.
     */
    kind: KindView;
    /**
     * Whether the vault, or an earlier row of the file, already has it.
     */
    status: StatusView;
    /**
     * Where it may be filled, in words.
     */
    sites: string[];
    /**
     * The domains of the known service that is its issuer, if it has no site.
     */
    known: string[];
}

/**
 * One account, in the vault and in the backup.
 */
export interface ComparedView {
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * The result of comparing its codes at this moment.
     */
    state: ComparedState;
}

/**
 * One account, ready to draw.
 */
export interface RowView {
    /**
     * Its id in later requests.
     */
    id: string;
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * How its codes are made.
     */
    kind: KindView;
    /**
     * Number of characters in a code.
     */
    codeChars: number;
    /**
     * Absent for counter-based accounts and those without their PIN.
     */
    code: CodeView | undefined;
    /**
     * True if the account belongs to the page in front.
     */
    forPage: boolean;
    /**
     * Where it may be filled, in words.
     */
    sites: string[];
    /**
     * The origins of the frames that the user confirmed in the page in front.
     */
    frames: string[];
    /**
     * The user chose it among several for this page.
     */
    chosen: boolean;
    /**
     * It has no site, and may belong to the page in front.
     */
    suggested: boolean;
    /**
     * Its code is appended to the password.
     */
    appends: boolean;
    /**
     * It is listed before the others.
     */
    pinned: boolean;
    /**
     * The user’s groups.
     */
    tags: string[];
    /**
     * It has a note.
     */
    hasNote: boolean;
    /**
     * Unix ms at which the row changes its appearance: its code ends, or is about to.
     */
    changesMs?: number;
    /**
     * The next code, if this one is about to end.
     */
    next?: string;
}

/**
 * The accounts in the bin.
 */
export interface BinView {
    /**
     * Most recently deleted first.
     */
    accounts: BinnedView[];
}

/**
 * The app that a code is meant for, which is not Postern.
 */
export interface OtherAppView {
    /**
     * As its maker writes it.
     */
    app: string;
    /**
     * The link on the page that leads to a setup key.
     */
    link?: string;
}

/**
 * The data of the edit form.
 */
export interface DetailsView {
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * How its codes are made.
     */
    kind: KindView;
    /**
     * Number of characters in a code.
     */
    codeChars: number;
    /**
     * Lifetime of a code in seconds; absent for counter-based accounts.
     */
    periodS: number | undefined;
    /**
     * Absent for kinds with a fixed algorithm.
     */
    algorithm: string | undefined;
    /**
     * The counter of the next code, for counter-based accounts.
     */
    counter: string | undefined;
    /**
     * The bound sites.
     */
    sites: SiteView[];
    /**
     * Origins of frames of other sites that were confirmed in the page in front.
     */
    frames: string[];
    /**
     * The page's own button is pressed after a fill.
     */
    presses: boolean;
    /**
     * The code is appended to the password.
     */
    appends: boolean;
    /**
     * The site of the page in front, if the account could be bound to it and is not.
     */
    pageSite: string | undefined;
    /**
     * It is listed before the others.
     */
    pinned: boolean;
    /**
     * The user's groups.
     */
    tags: string[];
    /**
     * May be empty.
     */
    note: string;
    /**
     * The portal's recovery codes, for when the second factor is lost.
     */
    recovery: RecoveryView[];
    /**
     * No code can be made until the user enters a PIN.
     */
    needsPin: boolean;
}

/**
 * The data that the edit form saves.
 */
export interface EditRequest {
    /**
     * The account.
     */
    id: string;
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * All sites after the edit.
     */
    sites: string[];
    /**
     * The page's own button is pressed after a fill.
     */
    presses: boolean;
    /**
     * The code is appended to the password.
     */
    appends: boolean;
    /**
     * The account is listed before others.
     */
    pinned: boolean;
    /**
     * The user's groups.
     */
    tags: string[];
    /**
     * May be empty.
     */
    note: string;
    /**
     * All recovery codes after the edit.
     */
    recovery: string[];
    /**
     * The used ones among them.
     */
    used: string[];
    /**
     * For kinds that need one; empty to leave it unchanged.
     */
    pin?: string;
    /**
     * What changes about how codes are made.
     */
    coding?: CodingRequest;
    /**
     * A new key; empty to leave it unchanged. Contains the secret.
     */
    text?: string;
    /**
     * How the new key is written.
     */
    encoding?: EncodingRequest;
}

/**
 * The header of a shared vault: a stored vault without records, for `slotsOf` and `unlock`.
 */
export interface SharedHeaderView {
    /**
     * Canonical header.
     */
    hdr: string;
    /**
     * Its HMAC.
     */
    mac: string;
    /**
     * None.
     */
    recs: string[];
    /**
     * Empty.
     */
    man: string;
}

/**
 * The order in which accounts are listed.
 */
export type OrderRequest = "added" | "name" | "manual";

/**
 * The requested rows.
 */
export interface ListView {
    /**
     * Accounts in the vault.
     */
    total: number;
    /**
     * Accounts that match query and tag.
     */
    matching: number;
    /**
     * All tags of the vault, sorted, without duplicates.
     */
    tags: string[];
    /**
     * How many of those belong to the page in front; they come first.
     */
    forPage: number;
    /**
     * How many accounts without a site may belong to it; they come next.
     */
    suggested: number;
    /**
     * The rows, starting with the first one requested.
     */
    rows: RowView[];
}

/**
 * The slots of a stored vault.
 */
export interface SlotsView {
    /**
     * In the order in which they were added.
     */
    slots: SlotView[];
}

/**
 * The state of a backup, account by account.
 */
export interface BackupComparisonView {
    /**
     * The vault's accounts come first.
     */
    accounts: ComparedView[];
}

/**
 * The type of codes.
 */
export type KindRequest = "totp" | "hotp" | "steam" | "motp" | "yandex";

/**
 * The vault as stored in `chrome.storage`.
 */
export interface StoredVaultJson {
    /**
     * Canonical header.
     */
    hdr: string;
    /**
     * Its HMAC.
     */
    mac: string;
    /**
     * The sealed records.
     */
    recs: string[];
    /**
     * Sealed manifest.
     */
    man: string;
}

/**
 * Values that lost against edits made side by side.
 */
export interface LostVersionsView {
    /**
     * In the order of their accounts.
     */
    versions: LostVersionView[];
}

/**
 * What Postern can do on a page.
 */
export interface PageView {
    /**
     * Its site in words; absent if codes are not filled on such pages.
     */
    site: string | undefined;
    /**
     * The code its field accepts: `authenticator` or `message`; `likely` if it is only the most
     * plausible field for a user who asks; absent if no field accepts a code.
     */
    field: string | undefined;
    /**
     * The origin of a frame of another site that has a field for a code.
     */
    elsewhere: string | undefined;
    /**
     * The link to the key on a set-up page that hides it.
     */
    setUp: SetUpView | undefined;
}

/**
 * What an import would do.
 */
export interface ImportPreviewView {
    /**
     * In the order of the file.
     */
    accounts: PreviewedView[];
}

/**
 * What became of a part.
 */
export interface PartStateJson {
    /**
     * Its name.
     */
    name: string;
    /**
     * Its state.
     */
    state: PartStateView;
}

/**
 * What became of a part.
 */
export type PartStateView = "read" | "key-needed" | "behind" | "other-vault" | "newer" | "damaged";

/**
 * What is unusual about a text, see [`Warning`], or about an account compared to the existing
 * ones.
 */
export type WarningView = "issuer-conflict" | "bad-escape" | "hidden-characters" | "label-cut" | "digits" | "period" | "counter" | "weak-key" | "odd-length" | "trailing-bits" | "long-key" | "offer-steam" | "needs-pin" | "read-as-hex" | "look-alike";

/**
 * What joining would do.
 */
export interface JoinRowsView {
    /**
     * Those that are only here come last.
     */
    rows: JoinRowView[];
}

/**
 * What opens a vault on this computer.
 */
export interface Opener {
    /**
     * The id of this profile.
     */
    id: string;
    /**
     * The device's key, base64url; absent if the vault has no device slot.
     */
    key?: string | undefined;
    /**
     * The vault's own key, base64url, while it is unlocked.
     */
    vaultKey?: string | undefined;
}

/**
 * What reading the parts of an engine did.
 */
export interface ReceivedView {
    /**
     * The vault has changed: store it.
     */
    isChanged: boolean;
    /**
     * Accounts that were missing here.
     */
    added: number;
    /**
     * Accounts that were edited elsewhere.
     */
    updated: number;
    /**
     * Accounts that were deleted elsewhere.
     */
    deleted: number;
    /**
     * Accounts over the limit of a vault; they stay where they are.
     */
    notFitting: number;
    /**
     * The computers that take part.
     */
    computers: ComputerView[];
    /**
     * When computers lock, as a user chose it last on one of the others.
     */
    locking: LockingJson | undefined;
    /**
     * What became of each part.
     */
    parts: PartStateJson[];
    /**
     * Another computer removed this one.
     */
    wasRemoved: boolean;
    /**
     * When another computer ended sync for all, in Unix ms by its clock.
     */
    endedMs: number | undefined;
}

/**
 * What the user declares about how codes are made, as typed.
 */
export interface CodingRequest {
    /**
     * The type of the codes.
     */
    kind?: KindRequest | undefined;
    /**
     * A hash function.
     */
    algorithm?: string | undefined;
    /**
     * A number from 1 to 10.
     */
    digits?: string | undefined;
    /**
     * Seconds.
     */
    period?: string | undefined;
    /**
     * The counter of the next code.
     */
    counter?: string | undefined;
}

/**
 * What to press on a set-up page that hides its key.
 */
export interface SetUpView {
    /**
     * The identity service that made the page.
     */
    stack: string;
    /**
     * The link or button, as the page names it.
     */
    link: string;
}

/**
 * What to write for other computers.
 */
export interface PublishRequest {
    /**
     * How the engine stores parts.
     */
    layout: LayoutRequest;
    /**
     * What it holds now; `receive` has read it.
     */
    have: PartJson[];
    /**
     * The name of this computer.
     */
    name: string;
    /**
     * When it began to take part, in Unix ms; after `endedMs`, if that is known.
     */
    sinceMs?: number;
    /**
     * When this computer locks, if its user has chosen.
     */
    locking?: LockingJson | undefined;
    /**
     * The last thing that it writes: `left`, or `ended` for all computers. Empty: it goes on.
     */
    farewell?: string;
    /**
     * Ids of records whose newest state is left out, since there is no room for it.
     */
    without?: string[];
    /**
     * Unix ms.
     */
    nowMs: number;
}

/**
 * What to write, and what to delete.
 */
export interface PublishedView {
    /**
     * New or changed.
     */
    parts: PartJson[];
    /**
     * Names.
     */
    dropped: string[];
    /**
     * Ids of the accounts that the engine does not hold yet.
     */
    new: string[];
    /**
     * Ids of deleted accounts, likewise.
     */
    spare: string[];
    /**
     * Ids of accounts that it holds and that are in the bin now.
     */
    deleted: string[];
    /**
     * Ids of other records that it holds and that have changed.
     */
    edited: string[];
    /**
     * It holds records, under this key; otherwise nobody knows which are new.
     */
    isRead: boolean;
}

/**
 * What was observed on a page since a code was typed into it.
 */
export interface AnswerFacts {
    /**
     * In document order.
     */
    said: SaidFacts[];
    /**
     * The events.
     */
    traces: Traces;
}

/**
 * When the vault locks.
 */
export interface LockingJson {
    /**
     * Without use; 0: when the browser closes.
     */
    minutes: number;
    /**
     * When the user chose it, in Unix ms.
     */
    atMs: number;
}

/**
 * Where a code has just been typed.
 */
export interface AwaitedView {
    /**
     * In which frame; 0 if no field asks for a code.
     */
    frameId: number;
    /**
     * Into which fields.
     */
    fields: number[];
    /**
     * The buttons that send it.
     */
    sends: number[];
    /**
     * The buttons that do something else.
     */
    stays: number[];
}

/**
 * Where a code is to be typed.
 */
export interface FillPlan {
    /**
     * In which frame.
     */
    frameId: number;
    /**
     * The origin that frame must still have when the code is typed.
     */
    origin: string;
    /**
     * Into which fields, an equal part of the code each; empty while `confirm` is true.
     */
    fields: number[];
    /**
     * The code is appended to the field's content.
     */
    appends: boolean;
    /**
     * The page asks for a code sent by message: ask the user, then plan again.
     */
    message: boolean;
    /**
     * The page's words name the fields as code fields, so their absence is meaningful.
     */
    known: boolean;
    /**
     * The buttons that send the code.
     */
    sends: number[];
    /**
     * The buttons that do something else.
     */
    stays: number[];
    /**
     * The button to press afterwards.
     */
    button: ButtonView | undefined;
    /**
     * The frame belongs to a different site from the page's, or its form sends to another site, or
     * the page asks for a code sent by message: ask the user, then plan again.
     */
    confirm: boolean;
    /**
     * The other sites that the form sends to, if the user has to confirm them.
     */
    sendsTo: string[];
}

/**
 * Whether everything that was written can be read.
 */
export interface HealthView {
    /**
     * If false, the vault is read-only.
     */
    sound: boolean;
    /**
     * How many records cannot be read or are missing.
     */
    lost: number;
}

/**
 * Whether the vault has an account already.
 */
export type StatusView = "new" | "same-key" | "same-name" | "other-issuer";

/**
 * Which rows to draw.
 */
export interface ListRequest {
    /**
     * Words that must all occur; empty for all accounts. If no account has them, typos are
     * tolerated.
     */
    query: string;
    /**
     * Only accounts with this tag; empty for all.
     */
    tag?: string;
    /**
     * Order after the page's accounts and the pinned ones; `added` if absent.
     */
    order?: OrderRequest;
    /**
     * Ids of accounts that come before the others of their group, in this order.
     */
    first?: string[];
    /**
     * Origin of the page in front; its accounts come first. Empty for none.
     */
    origin: string;
    /**
     * First row wanted.
     */
    from: number;
    /**
     * How many rows are wanted.
     */
    count: number;
    /**
     * Unix ms.
     */
    nowMs: number;
}

// What pages say about themselves: the core's own types, in TypeScript's spelling. A test holds them together.

/** A field as `content/collect.js` sees it; never its value. */
export interface FieldFacts {
    /** Its place in the collector's list. */
    index: number;
    /** The effective `type`; `editable` for what is no input. */
    inputType: string;
    autocomplete: string;
    /** `name` and `id`. */
    identifiers: string;
    /** `class`, test ids and framework names. */
    marks: string;
    /** Labels by every route, `placeholder`, `title`. */
    label: string;
    /** The text just before it. */
    before: string;
    /** The text just after it. */
    after: string;
    /** Headings and legends of the form, dialog or section around it. */
    heading: string;
    /** The text of the form or dialog it belongs to. */
    around: string;
    /** What the page says before it, up to the heading, without links and buttons: a line a block. */
    above: string;
    /** The same behind it. */
    below: string;
    /** The links and buttons there. */
    asides: string;
    /** Name, id, class and address of that form. */
    form: string;
    /** -1 if there is none. */
    maxLength: number;
    /** It asks for digits. */
    numeric: boolean;
    /** Its form or dialog has a password field as well. */
    withPassword: boolean;
    /** … in which nothing stands. */
    waits: boolean;
    /** How many other fields its form or dialog shows. */
    beside: number;
    /** A person could see it and type into it, now or after scrolling. */
    usable: boolean;
    /** … without scrolling first. */
    inView: boolean;
    /** They could, were it not disabled or read-only. */
    openable: boolean;
    readOnly: boolean;
    /** Where its form can send to: origins, or the bare scheme of what has no site. */
    sendsTo: string[];
    /** Nothing stands in it. */
    empty: boolean;
    focused: boolean;
    /** CSS pixels. */
    x: number;
    y: number;
    width: number;
    height: number;
}

/** A button as `content/collect.js` sees it. */
export interface ButtonFacts {
    /** Its place in the collector's list. */
    index: number;
    /** What it says. */
    text: string;
    /** `name` and `id`. */
    identifiers: string;
    /** It sends its form. */
    submits: boolean;
    /** The fields of the form or dialog it belongs to. */
    fields: number[];
    /** A person could press it now. */
    usable: boolean;
    /** Where it sends its form; empty if it sends none. */
    sendsTo: string;
}

/** One frame of a page. */
export interface FrameFacts {
    /** The browser's number for it; 0 is the page itself. */
    frameId: number;
    /** Its own origin. */
    origin: string;
    /** Title and address, as words. */
    about: string;
    /** In document order. */
    fields: FieldFacts[];
    /** In document order. */
    buttons: ButtonFacts[];
    /** The origins of frames in it that nobody sees. */
    unseen: string[];
    /** … that have to be scrolled to. */
    away: string[];
}

/** Something that a page tells people who have just done something, where they can read it. */
export interface SaidFacts {
    text: string;
    /** It belongs to the field of the code alone. */
    near: boolean;
    /** It stood there before the code was typed. */
    before: boolean;
}

/** What was seen happening in a page since a code was typed into it. */
export interface Traces {
    /** A form was submitted, a button that sends was pressed, or Enter in the field. */
    sent: boolean;
    /** The page asked its server for something. */
    requested: boolean;
    /** The person did something else in the page. */
    touched: boolean;
    /** The page went away before the person did anything in it. */
    left: boolean;
    /** The field's document is another one than that in which the code was typed. */
    moved: boolean;
    /** … reached from a page of the same site, neither by reloading nor through the history. */
    onward: boolean;
    /** The status that it came with; 0 if the browser does not say. */
    status: number;
    /** The field that was typed into is still shown. */
    held: boolean;
    /** The page's words name that field as one for codes. */
    known: boolean;
    /** The page shows a field for a password. */
    password: boolean;
    /** There is nothing to read on the page. */
    blank: boolean;
    /** The page has finished loading, draws nothing more and shows no sign of being busy. */
    calm: boolean;
}



/**
 * An open vault. Free it to wipe it.
 */
export class Session {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Adds a passkey: its credential, and its PRF output for a salt.
     *
     * # Errors
     * `vault-read-only`, `bad-request`; `slot-needed` if it would be the only way in.
     */
    addPasskey(material: Uint8Array | number[], credential: Uint8Array | number[], prf_salt: Uint8Array | number[]): void;
    /**
     * Makes the vault open with a passphrase from now on, and no longer automatically.
     *
     * # Errors
     * `vault-read-only`, `bad-request`.
     */
    addPassphrase(material: Uint8Array | number[], kdf: KdfView): void;
    /**
     * Adds the recovery key on paper; an older one no longer opens anything.
     *
     * # Errors
     * `vault-read-only`, `recovery-misread`.
     */
    addRecovery(paper: string): void;
    /**
     * Adds an account and returns its id. The vault is not stored yet.
     *
     * # Errors
     * Same as [`Session::preview`]; `pin-needed`, `account-exists`, `vault-full`,
     * `vault-read-only`.
     */
    add(request: AddRequest, now_ms: number): string;
    /**
     * The next code of a counter-based account; its counter goes up first, so store the vault
     * before showing the code.
     *
     * # Errors
     * `account-unknown`, `counter-exhausted`, `vault-read-only`.
     */
    advance(id: string, now_ms: number): CodeView;
    /**
     * The vault for another machine: it opens with the passphrase or the recovery key. Like
     * `stored`, it is reopened before it is returned.
     *
     * # Errors
     * `slot-needed` if there is neither; `vault-read-only`.
     */
    backup(): StoredVaultJson;
    /**
     * The deleted accounts that can be restored.
     *
     * # Errors
     * `bad-request`.
     */
    bin(now_ms: number): BinView;
    /**
     * Binds an account to the site of an origin, in addition to its other sites.
     *
     * # Errors
     * `account-unknown`, `site-unusable`, `vault-read-only`.
     */
    bind(id: string, origin: string, now_ms: number): void;
    /**
     * An older form of this vault, re-sealed so that the current slots open it; `None` if it is
     * another vault, or cannot be read completely.
     *
     * # Errors
     * `bad-request` if the new form does not open, which is a bug.
     */
    carried(older: StoredVaultJson): StoredVaultJson | undefined;
    /**
     * Remembers which of several accounts the user wants at the site of an origin.
     *
     * # Errors
     * `account-unknown`, `site-unusable`, `vault-read-only`.
     */
    choose(id: string, origin: string, now_ms: number): void;
    /**
     * The code of one account now.
     *
     * # Errors
     * `account-unknown`, `pin-needed`.
     */
    code(id: string, now_ms: number): CodeView;
    /**
     * Compares every account with its copy in a backup, by what makes its codes.
     *
     * # Errors
     * None in practice.
     */
    compareBackup(backup: Session): BackupComparisonView;
    /**
     * The name of this computer among others: 16 hexadecimal digits.
     */
    computer(): string;
    /**
     * The user has seen the origins of a frame and of the page around it, and confirmed the
     * account for that frame there. Pages of the frame's own site are not affected.
     *
     * # Errors
     * `account-unknown`, `site-unusable`, `vault-read-only`.
     */
    confirmFrame(id: string, frame: string, top: string, now_ms: number): void;
    /**
     * A new, empty vault. Nothing is stored until the caller does.
     *
     * # Errors
     * `bad-request`.
     */
    static create(device: Opener, now_ms: number): Session;
    /**
     * The data of the edit form; `origin` is that of the page in front, or empty.
     *
     * # Errors
     * `account-unknown`.
     */
    details(id: string, origin: string): DetailsView;
    /**
     * Drops a value that lost.
     *
     * # Errors
     * Same as `keepLost`.
     */
    dropLost(request: LostRequest): void;
    /**
     * Saves the edit form. With a new key, the account as it was goes to the bin.
     *
     * # Errors
     * `account-unknown`, `site-unusable`, `pin-bad`, `vault-read-only`; `key-…` and `account-exists`
     * for a new key, `digits-bad` and others for how codes are made.
     */
    edit(request: EditRequest, now_ms: number): void;
    /**
     * Deletes accounts for good, if they are in the bin.
     *
     * # Errors
     * `account-unknown` for what is no id, `vault-read-only`.
     */
    emptyBin(ids: string[], now_ms: number): void;
    /**
     * Accounts with their secrets, for the other core: all of them, or only the given one.
     *
     * # Errors
     * `account-unknown`.
     */
    exportSecrets(id?: string | null): string;
    /**
     * Whether everything that was written can be read.
     *
     * # Errors
     * None in practice.
     */
    health(): HealthView;
    /**
     * Imports the accounts of a file at the given positions; nothing is stored yet. Existing
     * accounts are not added again. Those at the positions `bound` get the sites of their services.
     *
     * # Errors
     * `bad-request`, `vault-full`, `vault-read-only`.
     */
    importSelected(accounts: string, places: Uint32Array | number[], bound: Uint32Array | number[], now_ms: number): MergedView;
    /**
     * Whether the bin has not aged for a day: it ages whenever the vault is stored.
     *
     * # Errors
     * `bad-request`.
     */
    isBinDue(now_ms: number): boolean;
    /**
     * Joins the computers of a shared vault: takes over its id, its key and its slots, and merges
     * its records. Also after another computer replaced the key. `returns`: this computer went its own
     * way since it took part, and what either side deleted meanwhile is not deleted on the other.
     *
     * # Errors
     * Same as `previewJoin`; `vault-read-only`, `vault-full`.
     */
    join(shared: StoredVaultJson, key: string, parts: PartJson[], now_ms: number, returns: boolean): ReceivedView;
    /**
     * Makes a value that lost the current one.
     *
     * # Errors
     * `account-unknown` if the account or the value is gone; `vault-read-only`, `bad-request`.
     */
    keepLost(request: LostRequest): void;
    /**
     * The vault's key, base64url: for `storage.session`, while the vault is unlocked.
     */
    key(): string;
    /**
     * The requested rows: accounts of the page in front first, then those without a site that may
     * belong there, then pinned ones, then the others, each group in the requested order.
     *
     * # Errors
     * `bad-request`.
     */
    list(request: ListRequest): ListView;
    /**
     * Values that lost against edits made side by side on two computers, without keys.
     *
     * # Errors
     * None in practice.
     */
    lostVersions(): LostVersionsView;
    /**
     * The vault's id, and how often it was written: an older form has a lower number.
     *
     * # Errors
     * None in practice.
     */
    mark(): MarkView;
    /**
     * Adds the accounts that only another vault has. Nothing is stored yet.
     *
     * # Errors
     * `vault-read-only`, `vault-full`.
     */
    merge(other: Session, now_ms: number): MergedView;
    /**
     * Opens a stored vault, with the vault's key or else the device's.
     *
     * # Errors
     * `vault-damaged`, `vault-newer`, `vault-wrong-key`; `vault-locked` if the device's key is not
     * enough.
     */
    static open(stored: StoredVaultJson, opener: Opener): Session;
    /**
     * Moves an account before another one in the manual order, or to the end.
     *
     * # Errors
     * `account-unknown`, `vault-read-only`.
     */
    place(id: string, before: string | null | undefined, now_ms: number): void;
    /**
     * Where the code of an account goes on a page.
     *
     * # Errors
     * `account-unknown`, `page-unsupported`, `page-insecure`, `site-not-bound`, `frame-foreign`,
     * `field-missing`.
     */
    plan(request: FillRequest): FillPlan;
    /**
     * Shows what importing the accounts of a file would do. Nothing changes.
     *
     * # Errors
     * `bad-request`.
     */
    previewImport(accounts: string): ImportPreviewView;
    /**
     * What joining the computers of a shared vault would do. Nothing changes.
     *
     * # Errors
     * `vault-wrong-key`, `vault-damaged`, `vault-newer`, `slot-needed`, `bad-request`.
     */
    previewJoin(shared: StoredVaultJson, key: string, parts: PartJson[], now_ms: number): JoinRowsView;
    /**
     * Shows what would be added. Nothing changes, and no secret is returned.
     *
     * # Errors
     * Why the text is not a key: `not-a-key`, `migration`, `key-…`, `…-unsupported`, ….
     */
    preview(request: AddRequest): PreviewView;
    /**
     * What this computer writes for the others, as far as it differs from what is there.
     *
     * # Errors
     * `slot-needed` without a passphrase; `vault-read-only`, `bad-request`.
     */
    publish(request: PublishRequest): PublishedView;
    /**
     * Merges what other computers wrote. Store the vault if it has changed.
     *
     * # Errors
     * `vault-read-only`, `bad-request`.
     */
    receive(parts: PartJson[], now_ms: number): ReceivedView;
    /**
     * Generates a new vault key if a slot was removed, and re-seals everything; without this,
     * `stored` refuses. Call it after the last change of slots.
     *
     * # Errors
     * `slot-needed` if the device opens the vault and its secret is not given.
     */
    rekey(device?: Opener | null): void;
    /**
     * Another computer may no longer take part. The vault key has to be replaced: `rekey`.
     *
     * # Errors
     * `account-unknown` for this computer; `vault-read-only`, `bad-request`.
     */
    removeComputer(id: string): void;
    /**
     * Removes a slot.
     *
     * # Errors
     * `vault-read-only`, `bad-request`; `slot-needed` if too little would be left.
     */
    removeSlot(id: string): void;
    /**
     * Puts an account in the bin for 30 days.
     *
     * # Errors
     * `account-unknown`, `vault-read-only`.
     */
    remove(id: string, now_ms: number): void;
    /**
     * Adds an account in place of another, which goes to the bin: the portal changed its key. The
     * user's settings for the old account carry over to the new one. Nothing is stored yet.
     *
     * # Errors
     * Same as [`Session::add`]; `account-unknown` for the old one, `site-not-bound` if it does not
     * belong to the site of the new key: any page could issue a key in another's name.
     */
    replace(request: AddRequest, old: string, now_ms: number): string;
    /**
     * Restores an account from the bin.
     *
     * # Errors
     * `account-unknown`, `vault-read-only`.
     */
    restore(id: string, now_ms: number): void;
    /**
     * Before sync begins again where no other computer takes part now: if others turn up after all,
     * what this one deleted meanwhile is at most in the bin. What they deleted stays in a folder.
     *
     * # Errors
     * `vault-read-only`, `bad-request`.
     */
    startOver(layout: LayoutRequest, parts: PartJson[], now_ms: number): void;
    /**
     * The form to store. Accounts that have been in the bin for 30 days are dropped. It is
     * reopened before it is returned: a vault that cannot be read back is not written.
     *
     * # Errors
     * `vault-read-only` for a damaged vault: it is not overwritten. `bad-request` if the new form
     * does not open, or a slot was removed without `rekey`, both bugs.
     */
    stored(now_ms: number): StoredVaultJson;
    /**
     * Makes the vault open automatically on this computer again.
     *
     * # Errors
     * `vault-read-only`, `bad-request`.
     */
    useDevice(device: Opener): void;
}

/**
 * Where a code has just been typed, and which buttons send it.
 *
 * # Errors
 * `bad-request`.
 */
export function awaitedOn(page: PageFacts): AwaitedView;

/**
 * Explains Postern's choice, field by field, as text for page authors: the frame's origin, name
 * and label, purpose and points, and a line for each reason.
 *
 * # Errors
 * `bad-request`.
 */
export function explain(page: PageFacts): string;

/**
 * Whether the page asks for a code at all, independently of accounts.
 *
 * # Errors
 * `bad-request`.
 */
export function inspect(page: PageFacts): PageView;

/**
 * A new device key, for a profile without one.
 *
 * # Errors
 * None in practice.
 */
export function makeDevice(): DeviceJson;

/**
 * The cost for a new passphrase, with a new salt.
 *
 * # Errors
 * None in practice.
 */
export function makeKdf(): KdfView;

/**
 * A new recovery key as written on paper. It opens nothing until `addRecovery`.
 *
 * # Errors
 * None in practice.
 */
export function makeRecoveryKey(): string;

/**
 * The app that a text is meant for, if it is not a key but something that a known app reads.
 *
 * # Errors
 * None.
 */
export function otherApp(text: string): OtherAppView | undefined;

/**
 * What a page did with the code that was typed into it: `accepted`, `refused`, `used`, `open`,
 * `unknown`.
 *
 * # Errors
 * `bad-request`.
 */
export function outcomeOf(page: PageFacts, answer: AnswerFacts): string;

/**
 * The keys printed on a page, as key links without names.
 */
export function printedKeys(text: string): string[];

/**
 * Whether two texts contain the same key, regardless of the code parameters.
 *
 * # Errors
 * Why one of them is not a key.
 */
export function sameKey(one: string, other: string): boolean;

/**
 * The headers of the vaults that are shared here, from the parts of an engine. With them, `slotsOf` says
 * what opens each vault and `unlock` returns its key.
 *
 * # Errors
 * `bad-request`.
 */
export function sharedHeaders(parts: PartJson[]): SharedHeaderView[];

/**
 * A site that the user typed, as the form shows it.
 *
 * # Errors
 * `site-unusable`.
 */
export function siteOf(text: string): SiteView;

/**
 * The slots of a stored vault. They are not authenticated until the vault is open.
 *
 * # Errors
 * `vault-damaged`, `vault-newer`.
 */
export function slotsOf(stored: StoredVaultJson): SlotsView;

/**
 * The key of a stored vault, base64url, unwrapped with the material of a slot of a kind.
 *
 * # Errors
 * `vault-wrong-key`, `vault-damaged`, `vault-newer`.
 */
export function unlock(stored: StoredVaultJson, kind: string, material: Uint8Array | number[]): string;

/**
 * The same, from the recovery key as written on paper.
 *
 * # Errors
 * `recovery-misread`, `vault-wrong-key`, `vault-damaged`, `vault-newer`.
 */
export function unlockWithRecovery(stored: StoredVaultJson, paper: string): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_session_free: (a: number, b: number) => void;
    readonly awaitedOn: (a: any) => [number, number, number];
    readonly explain: (a: any) => [number, number, number, number];
    readonly inspect: (a: any) => [number, number, number];
    readonly makeDevice: () => [number, number, number];
    readonly makeKdf: () => [number, number, number];
    readonly makeRecoveryKey: () => [number, number];
    readonly otherApp: (a: number, b: number) => [number, number, number];
    readonly outcomeOf: (a: any, b: any) => [number, number, number, number];
    readonly printedKeys: (a: number, b: number) => [number, number];
    readonly sameKey: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly session_add: (a: number, b: any, c: number) => [number, number, number, number];
    readonly session_addPasskey: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number];
    readonly session_addPassphrase: (a: number, b: number, c: number, d: any) => [number, number];
    readonly session_addRecovery: (a: number, b: number, c: number) => [number, number];
    readonly session_advance: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly session_backup: (a: number) => [number, number, number];
    readonly session_bin: (a: number, b: number) => [number, number, number];
    readonly session_bind: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number];
    readonly session_carried: (a: number, b: any) => [number, number, number];
    readonly session_choose: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number];
    readonly session_code: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly session_compareBackup: (a: number, b: number) => [number, number, number];
    readonly session_computer: (a: number) => [number, number];
    readonly session_confirmFrame: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number];
    readonly session_create: (a: any, b: number) => [number, number, number];
    readonly session_details: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly session_dropLost: (a: number, b: any) => [number, number];
    readonly session_edit: (a: number, b: any, c: number) => [number, number];
    readonly session_emptyBin: (a: number, b: number, c: number, d: number) => [number, number];
    readonly session_exportSecrets: (a: number, b: number, c: number) => [number, number, number, number];
    readonly session_health: (a: number) => [number, number, number];
    readonly session_importSelected: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number, number];
    readonly session_isBinDue: (a: number, b: number) => [number, number, number];
    readonly session_join: (a: number, b: any, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number, number];
    readonly session_keepLost: (a: number, b: any) => [number, number];
    readonly session_key: (a: number) => [number, number];
    readonly session_list: (a: number, b: any) => [number, number, number];
    readonly session_lostVersions: (a: number) => [number, number, number];
    readonly session_mark: (a: number) => [number, number, number];
    readonly session_merge: (a: number, b: number, c: number) => [number, number, number];
    readonly session_open: (a: any, b: any) => [number, number, number];
    readonly session_place: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number];
    readonly session_plan: (a: number, b: any) => [number, number, number];
    readonly session_preview: (a: number, b: any) => [number, number, number];
    readonly session_previewImport: (a: number, b: number, c: number) => [number, number, number];
    readonly session_previewJoin: (a: number, b: any, c: number, d: number, e: number, f: number, g: number) => [number, number, number];
    readonly session_publish: (a: number, b: any) => [number, number, number];
    readonly session_receive: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly session_rekey: (a: number, b: number) => [number, number];
    readonly session_remove: (a: number, b: number, c: number, d: number) => [number, number];
    readonly session_removeComputer: (a: number, b: number, c: number) => [number, number];
    readonly session_removeSlot: (a: number, b: number, c: number) => [number, number];
    readonly session_replace: (a: number, b: any, c: number, d: number, e: number) => [number, number, number, number];
    readonly session_restore: (a: number, b: number, c: number, d: number) => [number, number];
    readonly session_startOver: (a: number, b: any, c: number, d: number, e: number) => [number, number];
    readonly session_stored: (a: number, b: number) => [number, number, number];
    readonly session_useDevice: (a: number, b: any) => [number, number];
    readonly sharedHeaders: (a: number, b: number) => [number, number, number, number];
    readonly siteOf: (a: number, b: number) => [number, number, number];
    readonly slotsOf: (a: any) => [number, number, number];
    readonly unlock: (a: any, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly unlockWithRecovery: (a: any, b: number, c: number) => [number, number, number, number];
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
