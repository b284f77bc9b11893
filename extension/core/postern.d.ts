/* tslint:disable */
/* eslint-disable */
/**
 * A bound site and what it may be widened to.
 */
export interface SiteView {
    /**
     * As it is bound.
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
     * Its place in the collector's list.
     */
    index: number;
    /**
     * What it says.
     */
    text: string;
}

/**
 * A code and its life.
 */
export interface CodeView {
    /**
     * As it is typed.
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
 * A code that lets its owner in once.
 */
export interface RecoveryView {
    /**
     * As the portal printed it.
     */
    code: string;
    /**
     * It was ticked off.
     */
    used: boolean;
}

/**
 * A fill that is asked for.
 */
export interface FillRequest {
    /**
     * The account.
     */
    id: string;
    /**
     * Where.
     */
    page: PageFacts;
    /**
     * Into the field that has the focus, whatever it looks like.
     */
    focused?: boolean;
    /**
     * By nobody: the page opened at a site where the user lets Postern fill by itself.
     */
    unasked?: boolean;
    /**
     * The other sites that the form sends to: the user has just seen them and said yes.
     */
    agreed?: string[];
    /**
     * The user wants it typed although the page wants a code that comes by message.
     */
    message?: boolean;
}

/**
 * A key or key link that may become an account.
 */
export interface AddRequest {
    /**
     * As scanned, pasted or typed. Holds the secret.
     */
    text: string;
    /**
     * The user says that a bare key is hexadecimal.
     */
    hex?: boolean;
    /**
     * Replaces what the link says; for bare keys the only source.
     */
    issuer?: string | undefined;
    /**
     * As `issuer`.
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
}

/**
 * A new device's name and key, base64url.
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
 * All frames of the page in front that could be looked into.
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
     * Names it in `restore`.
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
     * Unix ms; until then it can be put back.
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
     * Life of a code in seconds; absent for counter-based accounts.
     */
    periodS: number | undefined;
    /**
     * Absent for kinds that have no choice.
     */
    algorithm: string | undefined;
    /**
     * The site it would be bound to, in words; absent if the page is none.
     */
    site: string | undefined;
    /**
     * What was odd about the text.
     */
    warnings: WarningView[];
    /**
     * Whether the vault has it already.
     */
    status: StatusView;
    /**
     * The account whose key it would replace; absent if there is none.
     */
    replaces?: string;
}

/**
 * An expected failure: thrown as `{ code: "wrong-key" }`. Carries no input.
 */
export type Failure = { code: "bad-request" } | { code: "picture-unusable" } | { code: "vault-damaged" } | { code: "vault-newer" } | { code: "vault-wrong-key" } | { code: "vault-locked" } | { code: "slot-needed" } | { code: "recovery-misread" } | { code: "passphrase-short" } | { code: "passphrase-long" } | { code: "vault-read-only" } | { code: "vault-full" } | { code: "account-unknown" } | { code: "account-exists" } | { code: "counter-exhausted" } | { code: "pin-needed" } | { code: "pin-bad" } | { code: "not-a-key" } | { code: "migration" } | { code: "key-missing" } | { code: "key-too-short" } | { code: "key-too-long" } | { code: "key-padding" } | { code: "key-look-alike"; position: number; found: string; perhaps: string } | { code: "key-bad-character"; position: number } | { code: "key-looks-hex" } | { code: "type-unsupported" } | { code: "algorithm-unsupported" } | { code: "counter-bad" } | { code: "page-unsupported" } | { code: "page-insecure" } | { code: "site-not-bound" } | { code: "site-unusable" } | { code: "frame-foreign" } | { code: "field-missing" } | { code: "file-unknown" } | { code: "file-damaged" } | { code: "file-empty" } | { code: "file-too-large" } | { code: "password-wrong" } | { code: "file-restricted" } | { code: "file-pgp" } | { code: "file-old-version" } | { code: "file-costly" } | { code: "file-memory" } | { code: "entry-trashed" } | { code: "entry-sealed" } | { code: "password-needed"; workMib: number };

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
 * How an account of the vault and that of a backup compare.
 */
export type RehearsedState = "same" | "differs" | "behind" | "missing" | "more";

/**
 * How codes are made.
 */
export type KindView = "totp" | "hotp" | "steam" | "motp" | "yandex";

/**
 * In which order accounts are listed.
 */
export type OrderRequest = "added" | "name" | "manual";

/**
 * One account of an import.
 */
export interface SurveyedView {
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
     * Whether the vault, or the file before this place, has it already.
     */
    status: StatusView;
    /**
     * Where it may be filled, in words.
     */
    sites: string[];
}

/**
 * One account, in the vault and in the backup.
 */
export interface RehearsedView {
    /**
     * May be empty.
     */
    issuer: string;
    /**
     * May be empty.
     */
    name: string;
    /**
     * What the comparison of its codes at this moment says.
     */
    state: RehearsedState;
}

/**
 * One account, ready to draw.
 */
export interface RowView {
    /**
     * Names it in later requests.
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
     * Its code goes behind the password.
     */
    appends: boolean;
    /**
     * It is listed before others.
     */
    pinned: boolean;
    /**
     * Groups of the user’s own.
     */
    tags: string[];
    /**
     * Its owner wrote something about it.
     */
    hasNote: boolean;
    /**
     * Unix ms at which the row looks different: its code ends, or is about to.
     */
    changesMs?: number;
    /**
     * The code after this one, when this one is about to end.
     */
    next?: string;
}

/**
 * One way into a vault.
 */
export interface SlotView {
    /**
     * Names it in `removeSlot`.
     */
    id: string;
    /**
     * `device`, `pass`, `prf` or `recovery`.
     */
    kind: string;
    /**
     * Of a passphrase.
     */
    kdf: KdfView | undefined;
    /**
     * Of a passkey, base64url.
     */
    credential: string | undefined;
    /**
     * Of a passkey, base64url.
     */
    prfSalt: string | undefined;
}

/**
 * The accounts in the bin.
 */
export interface BinView {
    /**
     * The last deleted first.
     */
    accounts: BinnedView[];
}

/**
 * The rows that were asked for.
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
     * All tags of the vault, each once, sorted.
     */
    tags: string[];
    /**
     * How many of those belong to the page in front; they are the first.
     */
    forPage: number;
    /**
     * The rows, from the first one asked for on.
     */
    rows: RowView[];
}

/**
 * The vault as `chrome.storage` keeps it.
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
 * What a backup is worth, account by account.
 */
export interface RehearsalView {
    /**
     * Those of the vault first.
     */
    accounts: RehearsedView[];
}

/**
 * What a page offers.
 */
export interface PageView {
    /**
     * Its site in words; absent if codes are not filled at such pages.
     */
    site: string | undefined;
    /**
     * What its field takes: `authenticator` or `message`; `likely` if it is the most plausible field
     * for a user who asks, and nothing more; absent if no field takes a code.
     */
    field: string | undefined;
    /**
     * The origin of a frame of another site that has a field for a code.
     */
    elsewhere: string | undefined;
    /**
     * Where a set-up page hides its key.
     */
    setUp: SetUpView | undefined;
}

/**
 * What an import would do.
 */
export interface SurveyView {
    /**
     * In the order of the file.
     */
    accounts: SurveyedView[];
}

/**
 * What became of the accounts of a backup.
 */
export interface MergedView {
    /**
     * They were not there.
     */
    added: number;
    /**
     * They were, with the same key.
     */
    known: number;
}

/**
 * What opens a stored vault.
 */
export interface SlotsView {
    /**
     * In the order in which they were added.
     */
    slots: SlotView[];
}

/**
 * What opens a vault on this computer.
 */
export interface Opener {
    /**
     * Names this profile.
     */
    id: string;
    /**
     * The device's key, base64url; absent if the vault has no device's slot.
     */
    key?: string | undefined;
    /**
     * The vault's own key, base64url, while it is unlocked.
     */
    vaultKey?: string | undefined;
}

/**
 * What the edit form saves.
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
     * All sites, as they are to be.
     */
    sites: string[];
    /**
     * The page's own button is pressed after a fill.
     */
    presses: boolean;
    /**
     * The code goes behind the password.
     */
    appends: boolean;
    /**
     * It is listed before others.
     */
    pinned: boolean;
    /**
     * Groups of the user's own.
     */
    tags: string[];
    /**
     * May be empty.
     */
    note: string;
    /**
     * All recovery codes, as they are to be.
     */
    recovery: string[];
    /**
     * Those of them that were used.
     */
    used: string[];
    /**
     * For kinds that need one; empty to leave it as it is.
     */
    pin?: string;
}

/**
 * What the edit form shows.
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
     * The code goes behind the password.
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
     * Groups of the user's own.
     */
    tags: string[];
    /**
     * May be empty.
     */
    note: string;
    /**
     * The portal's codes for the day the second factor is lost.
     */
    recovery: RecoveryView[];
    /**
     * No code can be made before the user gives a PIN.
     */
    needsPin: boolean;
}

/**
 * What to press at a set-up page that hides its key.
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
 * What was odd about a text, see [`Warning`], or about an account beside those that are there.
 */
export type WarningView = "issuer-conflict" | "bad-escape" | "hidden-characters" | "label-cut" | "digits" | "period" | "counter" | "weak-key" | "odd-length" | "trailing-bits" | "long-key" | "offer-steam" | "needs-pin" | "read-as-hex" | "look-alike";

/**
 * What was seen of a page since a code was typed into it.
 */
export interface AnswerFacts {
    /**
     * In document order.
     */
    said: SaidFacts[];
    /**
     * What happened.
     */
    traces: Traces;
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
     * Those that do something else.
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
     * Into which fields, an equal part of the code each; none while `confirm` is true.
     */
    fields: number[];
    /**
     * Behind what stands there.
     */
    appends: boolean;
    /**
     * The page asks for a code that comes by message: ask the user, then plan again.
     */
    message: boolean;
    /**
     * The page's words name the fields as those of a code, so that their absence means something.
     */
    known: boolean;
    /**
     * The buttons that send the code.
     */
    sends: number[];
    /**
     * Those that do something else.
     */
    stays: number[];
    /**
     * Pressed afterwards.
     */
    button: ButtonView | undefined;
    /**
     * The frame is of another site than the page, or its form sends to another, or the code is one
     * that comes by message: ask the user, then plan again.
     */
    confirm: boolean;
    /**
     * The other sites that the form sends to, if it is for them that the user has to be asked.
     */
    sendsTo: string[];
}

/**
 * Whether all that was written can be read.
 */
export interface HealthView {
    /**
     * True if so; else the vault is read-only.
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
export type StatusView = "new" | "same-key" | "same-name";

/**
 * Which form of a vault this is.
 */
export interface MarkView {
    /**
     * Names the vault; base64url.
     */
    vault: string;
    /**
     * How often it was written.
     */
    epoch: number;
}

/**
 * Which rows to draw.
 */
export interface ListRequest {
    /**
     * Words that must all occur; empty for all accounts. If no account has them, slips are forgiven.
     */
    query: string;
    /**
     * Only accounts with this tag; empty for all.
     */
    tag?: string;
    /**
     * Behind the page's accounts and the pinned ones; `added` if absent.
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
     * Opens with a passkey as well: its credential, and its PRF output for a salt.
     *
     * # Errors
     * `vault-read-only`, `bad-request`; `slot-needed` if it would be the only way in.
     */
    addPasskey(material: Uint8Array | number[], credential: Uint8Array | number[], prf_salt: Uint8Array | number[]): void;
    /**
     * Opens with a passphrase from now on, and no more without a question.
     *
     * # Errors
     * `vault-read-only`, `bad-request`.
     */
    addPassphrase(material: Uint8Array | number[], kdf: KdfView): void;
    /**
     * Opens with the recovery key on paper as well; an older one opens nothing any more.
     *
     * # Errors
     * `vault-read-only`, `recovery-misread`.
     */
    addRecovery(paper: string): void;
    /**
     * Adds an account and gives its id. The vault is not stored yet.
     *
     * # Errors
     * As [`Session::preview`]; `pin-needed`, `account-exists`, `vault-full`, `vault-read-only`.
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
     * The vault for another machine: it opens with the passphrase or the recovery key. Read back
     * before it leaves, as `stored` is.
     *
     * # Errors
     * `slot-needed` if there is neither; `vault-read-only`.
     */
    backup(): StoredVaultJson;
    /**
     * What was deleted and can be put back.
     *
     * # Errors
     * `bad-request`.
     */
    bin(now_ms: number): BinView;
    /**
     * Binds an account to the site of an origin as well: the user says that it belongs there.
     *
     * # Errors
     * `account-unknown`, `site-unusable`, `vault-read-only`.
     */
    bind(id: string, origin: string, now_ms: number): void;
    /**
     * A vault before this one, opened by the same ways in from now on; nothing if it is another
     * one, or cannot be read whole.
     *
     * # Errors
     * `bad-request` if the new form does not open, a bug.
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
     * The user has seen the origins of a frame and of the page around it, and says that the account
     * belongs into that frame there. It says nothing of pages of the frame's site.
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
     * What the edit form shows; `origin` is that of the page in front, or empty.
     *
     * # Errors
     * `account-unknown`.
     */
    details(id: string, origin: string): DetailsView;
    /**
     * Saves the edit form.
     *
     * # Errors
     * `account-unknown`, `site-unusable`, `pin-bad`, `vault-read-only`.
     */
    edit(request: EditRequest, now_ms: number): void;
    /**
     * Accounts with their secrets, for the other core: all of them, or the one that is named.
     *
     * # Errors
     * `account-unknown`.
     */
    give(id?: string | null): string;
    /**
     * Whether all that was written can be read.
     *
     * # Errors
     * None in practice.
     */
    health(): HealthView;
    /**
     * The vault's key, base64url: for `storage.session`, while the vault is unlocked.
     */
    key(): string;
    /**
     * The rows asked for: accounts of the page in front first, then pinned ones, then the others,
     * each group in the order asked for.
     *
     * # Errors
     * `bad-request`.
     */
    list(request: ListRequest): ListView;
    /**
     * Which vault this is, and how often it was written: an older form has a lower number.
     *
     * # Errors
     * None in practice.
     */
    mark(): MarkView;
    /**
     * Adds what another vault has more. Nothing is stored yet.
     *
     * # Errors
     * `vault-read-only`, `vault-full`.
     */
    merge(other: Session, now_ms: number): MergedView;
    /**
     * Opens what is stored, with the vault's key or else the device's.
     *
     * # Errors
     * `vault-damaged`, `vault-newer`, `vault-wrong-key`; `vault-locked` if it takes more than the
     * device's key.
     */
    static open(stored: StoredVaultJson, opener: Opener): Session;
    /**
     * Puts an account before another one in the order that its owner gives, or behind all of them.
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
     * What adding would add. Nothing changes, and no secret comes back.
     *
     * # Errors
     * Why the text is no key: `not-a-key`, `migration`, `key-…`, `…-unsupported`, ….
     */
    preview(request: AddRequest): PreviewView;
    /**
     * Compares every account with that of a backup, by what makes its codes.
     *
     * # Errors
     * None in practice.
     */
    rehearse(backup: Session): RehearsalView;
    /**
     * Draws a new vault key if a way in was taken away, and seals everything anew; without this,
     * `stored` refuses. Call it after the last change of slots.
     *
     * # Errors
     * `slot-needed` if the device opens the vault and its secret is not given.
     */
    rekey(device?: Opener | null): void;
    /**
     * Takes one way in away.
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
     * Adds an account in the place of another, which goes to the bin: the portal changed its key.
     * What the user set for the old one holds for the new one. Nothing is stored yet.
     *
     * # Errors
     * As [`Session::add`]; `account-unknown` for the old one, `site-not-bound` for one that does not
     * belong to the site of the new key: any page could hand out a key in another's name.
     */
    replace(request: AddRequest, old: string, now_ms: number): string;
    /**
     * Takes an account out of the bin.
     *
     * # Errors
     * `account-unknown`, `vault-read-only`.
     */
    restore(id: string, now_ms: number): void;
    /**
     * The form that is stored. Accounts that have been in the bin for 30 days leave it. It has been
     * opened once before it leaves: what cannot be read back is not written.
     *
     * # Errors
     * `vault-read-only` for a damaged vault: it is not written over. `bad-request` if the new form
     * does not open, or a way in was taken away without `rekey`, both bugs.
     */
    stored(now_ms: number): StoredVaultJson;
    /**
     * What taking accounts of a file would do. Nothing changes.
     *
     * # Errors
     * `bad-request`.
     */
    survey(accounts: string): SurveyView;
    /**
     * Takes those accounts of a file whose places are given; nothing is stored yet. What is there
     * already is not added again.
     *
     * # Errors
     * `bad-request`, `vault-full`, `vault-read-only`.
     */
    take(accounts: string, places: Uint32Array | number[], now_ms: number): MergedView;
    /**
     * Opens without a question on this computer again.
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
 * Why Postern would fill where it would, field by field, as text for people who build pages: the
 * frame's origin, name and label, purpose and points, and a line for each reason.
 *
 * # Errors
 * `bad-request`.
 */
export function explain(page: PageFacts): string;

/**
 * Whether the page takes a code at all, whichever account it is for.
 *
 * # Errors
 * `bad-request`.
 */
export function inspect(page: PageFacts): PageView;

/**
 * A new device key, for a profile that has none.
 *
 * # Errors
 * None in practice.
 */
export function makeDevice(): DeviceJson;

/**
 * How a new passphrase is stretched, with a new salt.
 *
 * # Errors
 * None in practice.
 */
export function makeKdf(): KdfView;

/**
 * A new recovery key as it is written on paper. It opens nothing before `addRecovery`.
 *
 * # Errors
 * None in practice.
 */
export function makeRecoveryKey(): string;

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
 * Whether two texts hold the same key, whatever they say of its codes.
 *
 * # Errors
 * Why one of them is no key.
 */
export function sameKey(one: string, other: string): boolean;

/**
 * What opens a stored vault. Nothing of it is proved before the vault is open.
 *
 * # Errors
 * `vault-damaged`, `vault-newer`.
 */
export function slotsOf(stored: StoredVaultJson): SlotsView;

/**
 * The key of a stored vault, base64url, from what opens one of its slots of a kind.
 *
 * # Errors
 * `vault-wrong-key`, `vault-damaged`, `vault-newer`.
 */
export function unlock(stored: StoredVaultJson, kind: string, material: Uint8Array | number[]): string;

/**
 * The same, from the recovery key as it stands on paper.
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
    readonly session_confirmFrame: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number];
    readonly session_create: (a: any, b: number) => [number, number, number];
    readonly session_details: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly session_edit: (a: number, b: any, c: number) => [number, number];
    readonly session_give: (a: number, b: number, c: number) => [number, number, number, number];
    readonly session_health: (a: number) => [number, number, number];
    readonly session_key: (a: number) => [number, number];
    readonly session_list: (a: number, b: any) => [number, number, number];
    readonly session_mark: (a: number) => [number, number, number];
    readonly session_merge: (a: number, b: number, c: number) => [number, number, number];
    readonly session_open: (a: any, b: any) => [number, number, number];
    readonly session_place: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number];
    readonly session_plan: (a: number, b: any) => [number, number, number];
    readonly session_preview: (a: number, b: any) => [number, number, number];
    readonly session_rehearse: (a: number, b: number) => [number, number, number];
    readonly session_rekey: (a: number, b: number) => [number, number];
    readonly session_remove: (a: number, b: number, c: number, d: number) => [number, number];
    readonly session_removeSlot: (a: number, b: number, c: number) => [number, number];
    readonly session_replace: (a: number, b: any, c: number, d: number, e: number) => [number, number, number, number];
    readonly session_restore: (a: number, b: number, c: number, d: number) => [number, number];
    readonly session_stored: (a: number, b: number) => [number, number, number];
    readonly session_survey: (a: number, b: number, c: number) => [number, number, number];
    readonly session_take: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly session_useDevice: (a: number, b: any) => [number, number];
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
