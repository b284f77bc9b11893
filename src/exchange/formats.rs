//! The formats that are read and written, for people: `docs/formats.md` is made of this.

/// One app's files.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The app, in its own spelling.
    pub app: &'static str,
    /// Its files, and which of them are encrypted.
    pub files: &'static str,
}

const fn format(app: &'static str, files: &'static str) -> Format {
    Format { app, files }
}

/// The formats that [`crate::read`] reads.
pub const READ: &[Format] = &[
    format("2FA Authenticator", "the browser extension's backup, encrypted"),
    format("2FAS", "`.2fas`, schemas 1 to 4, plain or encrypted"),
    format("2fast", "the data file, versions 0 to 3, encrypted"),
    format("2FAuth", "JSON, of links or of objects"),
    format("Aegis", "JSON, plain or encrypted; HTML"),
    format("andOTP", "JSON, plain or encrypted, also from before 0.6.3"),
    format("Authenticator Plus", "zip, encrypted"),
    format("Authenticator-Extension", "JSON and text, versions 0 to 3, plain or encrypted"),
    format("Authme", "`.authme`; HTML"),
    format("Authy", "the API's answer, encrypted; lists of decrypted tokens; Android preferences"),
    format("Battle.net", "Android preferences"),
    format("Bitwarden", "JSON, plain or encrypted with a password; CSV; zip with attachments"),
    format(
        "CXF",
        "JSON of the Credential Exchange Format, as 1Password, Dashlane and others write it",
    ),
    format(
        "CSV",
        "1Password, Apple Passwords, Dashlane, KeePassXC, LastPass, NordPass, Proton Pass, Zoho and any other with a column for codes",
    ),
    format("Duo Mobile", "JSON"),
    format("Enpass", "JSON"),
    format("Ente Auth", "text, plain or encrypted; HTML"),
    format("FreeOTP", "Android preferences; the second version's backup, encrypted"),
    format("FreeOTP+", "JSON"),
    format("Google Authenticator", "export codes; the Android database"),
    format("KeePass", "KDBX 3.1 and 4, with a password, a key file or both; XML"),
    format("Keeper", "JSON; CSV"),
    format("LastPass Authenticator", "JSON"),
    format("Microsoft Authenticator", "the Android database"),
    format("Open Authenticator", "backup, encrypted"),
    format("OTP Auth", "`.otpauthdb` and `.otpauth`, encrypted"),
    format("OTPClient", "the database, versions 1 to 3, encrypted; JSON"),
    format("1Password", "1PUX"),
    format("Proton Authenticator", "JSON, plain or encrypted"),
    format("Proton Pass", "zip"),
    format("Psono", "JSON"),
    format("Raivo", "JSON; zip, encrypted"),
    format("RoboForm", "CSV"),
    format("SafeInCloud", "XML"),
    format("Steam", "maFiles, plain, or encrypted with their `manifest.json`; the phone's file"),
    format("Stratum", "`.stratum`, `.authpro`, plain or encrypted; the database; HTML"),
    format("TOTP Authenticator", "`.encrypt`; Android preferences"),
    format("WinAuth", "text; zip, encrypted"),
];

/// The formats that [`crate::write`] writes.
pub const WRITTEN: &[Format] = &[
    format("2FAS", "`.2fas`, not encrypted"),
    format("Aegis", "JSON, encrypted or not"),
    format("Bitwarden", "JSON, not encrypted"),
    format("Ente Auth", "text, one link per line"),
    format("Google Authenticator", "export codes"),
    format("KeePassXC", "CSV"),
    format("Key links", "text, one link per line"),
    format("Proton Authenticator", "JSON, not encrypted"),
];
