//! Account + time → code: a thin layer over totp-rs.

mod yandex;

use crate::account::{Account, Algorithm, Digits, Kind, Secret, UnixMillis};
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};

/// A code and its lifetime.
///
/// # PII
/// `text` completes a login while it is valid.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// The code as typed: no spaces, leading zeros kept.
    pub text: String,
    /// First moment it is valid, in Unix ms; `None` for counter-based codes.
    pub valid_from_ms: Option<u64>,
    /// First moment it is no longer valid, in Unix ms; `None` for counter-based codes.
    pub valid_until_ms: Option<u64>,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Code({} chars)", self.text.len())
    }
}

impl Code {
    /// How long before its end a code counts as about to end, at most a third of its lifetime.
    pub const ENDING_MS: u64 = 10_000;

    /// When the code starts to be about to end, in Unix ms; `None` for counter-based codes.
    #[must_use]
    pub fn ending_ms(&self) -> Option<u64> {
        let (from, until) = (self.valid_from_ms?, self.valid_until_ms?);
        Some(until.saturating_sub(Self::ENDING_MS.min(until.saturating_sub(from) / 3)))
    }

    /// The next time the code is about to end or ends, in Unix ms; `None` for counter-based codes.
    #[must_use]
    pub fn changes_ms(&self, now: UnixMillis) -> Option<u64> {
        self.ending_ms().filter(|ending| now.ms() < *ending).or(self.valid_until_ms)
    }
}

/// The code that follows one about to end; `None` before that, and for counter-based codes.
#[must_use]
pub fn next_code(account: &Account, code: &Code, now: UnixMillis) -> Option<Code> {
    if now.ms() < code.ending_ms()? {
        return None;
    }
    code_at(account, UnixMillis::new(code.valid_until_ms?).ok()?).ok()
}

/// Why no code can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeError {
    /// The account makes its codes from a PIN that the user has not entered.
    NeedsPin,
    /// The secret does not have the length that this kind of account needs.
    SecretLength,
}

/// The code at `now`: for counter-based accounts the next one, `HOTP(secret, counter)`;
/// else `HOTP(secret, ⌊now / period⌋)` — RFC 6238 §4.2.
///
/// ```
/// use postern_core::account::{Account, Kind, Secret, UnixMillis};
/// use postern_core::code::code_at;
///
/// // The key of RFC 6238, Appendix B, whose table has 94287082 for this moment: eight digits.
/// let secret = Secret::new(b"12345678901234567890".to_vec()).unwrap();
/// let account = Account::new(Kind::totp_default(), secret);
/// let code = code_at(&account, UnixMillis::new(59_000).unwrap()).unwrap();
/// assert_eq!(code.text, "287082");
/// assert_eq!(code.valid_until_ms, Some(60_000));
/// ```
///
/// # Errors
/// [`CodeError::NeedsPin`] for Mobile-OTP and Yandex accounts without a PIN,
/// [`CodeError::SecretLength`] for a Yandex secret of fewer than 16 bytes.
pub fn code_at(account: &Account, now: UnixMillis) -> Result<Code, CodeError> {
    let Some(period_s) = account.kind.period_s().map(u64::from) else {
        let text = text_at(account, 0)?;
        return Ok(Code { text, valid_from_ms: None, valid_until_ms: None });
    };
    let step = now.s() / period_s;
    Ok(Code {
        text: text_at(account, step)?,
        valid_from_ms: Some(step * period_s * 1000),
        valid_until_ms: Some((step + 1) * period_s * 1000),
    })
}

/// The characters of a time step's code; counter-based accounts use their own counter.
fn text_at(account: &Account, step: u64) -> Result<String, CodeError> {
    let secret = &account.secret;
    match &account.kind {
        Kind::Totp { algorithm, digits, .. } => Ok(hotp(secret, step, *algorithm, *digits)),
        Kind::Hotp { algorithm, digits, counter } => {
            Ok(hotp(secret, *counter, *algorithm, *digits))
        }
        Kind::Steam => Ok(token(secret, step, totp_rs::Algorithm::Steam, 5).to_string()),
        Kind::Motp { pin } if pin.is_empty() => Err(CodeError::NeedsPin),
        Kind::Motp { pin } => Ok(motp(secret, step, pin.expose())),
        Kind::Yandex { pin } if pin.is_empty() => Err(CodeError::NeedsPin),
        Kind::Yandex { pin } => yandex::code(secret, step, pin.expose()),
    }
}

/// `Truncate(HMAC(secret, counter))` as decimal digits with leading zeros — RFC 4226 §5.3.
fn hotp(secret: &Secret, counter: u64, algorithm: Algorithm, digits: Digits) -> String {
    let count = digits.count();
    let (peer, mac) = match algorithm {
        Algorithm::Sha1 => (totp_rs::Algorithm::SHA1, None),
        Algorithm::Sha256 => (totp_rs::Algorithm::SHA256, None),
        Algorithm::Sha512 => (totp_rs::Algorithm::SHA512, None),
        // totp-rs does not support SHA-224 and SHA-384, which FreeOTP and 2FAS allow.
        Algorithm::Sha224 => {
            (totp_rs::Algorithm::SHA256, Some(hmac::<Hmac<sha2::Sha224>>(secret, counter)))
        }
        Algorithm::Sha384 => {
            (totp_rs::Algorithm::SHA512, Some(hmac::<Hmac<sha2::Sha384>>(secret, counter)))
        }
    };
    match mac {
        Some(mac) => truncate(&mac, count),
        // totp-rs supports at most nine digits: a tenth overflows its u32 modulus.
        None if count > 9 => truncate(counted(secret, peer, count).sign(counter).as_ref(), count),
        None => token(secret, counter, peer, count).to_string(),
    }
}

fn token(
    secret: &Secret,
    counter: u64,
    algorithm: totp_rs::Algorithm,
    digits: u8,
) -> totp_rs::Token {
    counted(secret, algorithm, digits).generate(counter)
}

/// totp-rs with a step of one second, so that its "time" is the counter.
fn counted(secret: &Secret, algorithm: totp_rs::Algorithm, digits: u8) -> totp_rs::Totp {
    totp_rs::Builder::new()
        .with_algorithm(algorithm)
        .with_digits(digits)
        .with_step_duration(1)
        // The key enters the HMAC here.
        .with_secret(secret.expose())
        // Portals issue keys shorter than RFC 4226's 128 bits; they are accepted.
        .build_noncompliant()
}

#[expect(clippy::expect_used, reason = "without it the code would be of another hash")]
fn hmac<M: Mac + KeyInit>(secret: &Secret, counter: u64) -> Vec<u8> {
    // The key enters the HMAC here.
    let mac = <M as KeyInit>::new_from_slice(secret.expose()).expect("an HMAC takes any key");
    mac.chain_update(counter.to_be_bytes()).finalize().into_bytes().to_vec()
}

/// Dynamic truncation to `digits` decimal digits — RFC 4226 §5.3.
#[expect(clippy::expect_used, reason = "on any error the code would be a wrong one")]
fn truncate(mac: &[u8], digits: u8) -> String {
    let offset = usize::from(mac.last().expect("no hash is empty") & 0xF);
    let word = mac.get(offset..).and_then(|tail| tail.first_chunk::<4>());
    let word = *word.expect("15 + 4 bytes are within SHA-1's 20");
    let value = u64::from(u32::from_be_bytes(word) & 0x7FFF_FFFF);
    format!("{:0width$}", value % 10_u64.pow(u32::from(digits)), width = usize::from(digits))
}

/// `md5(⌊t / 10⌋ ‖ hex(secret) ‖ pin)[0..6]` in hex — the Mobile-OTP algorithm.
fn motp(secret: &Secret, step: u64, pin: &str) -> String {
    let hex = base16ct::lower::encode_string;
    // The key enters the hash here.
    let text = zeroize::Zeroizing::new(format!("{step}{}{pin}", hex(secret.expose())));
    let mut code = hex(&Md5::digest(text.as_bytes()));
    code.truncate(6);
    code
}
