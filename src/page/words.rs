//! The words pages use around a code field, lower case. Matched as whole words: the text is cut at
//! every ASCII character that is no letter or digit, and where `camelCase` changes case.

use crate::account::lower_case;

/// Say by themselves that a field takes a one-time code.
pub(super) const STRONG: &[&str] = &[
    "2fa",
    "2fa code",
    "2 factor",
    "2 step",
    "6 digit",
    "7 digit",
    "8 digit",
    "authentication code",
    "authenticator",
    "authorization code",
    "code here",
    "codigo de verificacion",
    "einmalcode",
    "einmalpasswort",
    "enter the code",
    "mfa",
    "mfa code",
    "one time",
    "onetime",
    "one time code",
    "one time password",
    "otc",
    "otp",
    "otp code",
    "otpcode",
    "otpcodes",
    "passcode",
    "security token",
    "six digit",
    "tfa",
    "token or security key",
    "totp",
    "totp code",
    "totpcode",
    "two factor",
    "two step",
    "twofactor",
    "twostep",
    "verification code",
    "verificationcode",
    "verify code",
];

/// Say so only together with something else.
pub(super) const WEAK: &[&str] =
    &["code", "codes", "digit", "digits", "pin", "token", "verification", "verify"];

/// Say what the page or dialog around a field is about.
pub(super) const CONTEXT: &[&str] = &[
    "2fa",
    "2 factor",
    "2 step",
    "authenticator",
    "mfa",
    "multi factor",
    "one time",
    "otp",
    "second factor",
    "security code",
    "totp",
    "two factor",
    "two step",
    "verification",
    "verify",
];

/// Say that a field takes something else, whatever its shape.
pub(super) const OTHER: &[&str] = &[
    "account number",
    "address",
    "amount",
    "answer",
    "area code",
    "backup code",
    "bank",
    "birth",
    "captcha",
    "card",
    "city",
    "cod postal",
    "comment",
    "country",
    "country code",
    "coupon",
    "coupon code",
    "csc",
    "csrf",
    "currency",
    "customer number",
    "cvc",
    "cvv",
    "date",
    "discount",
    "e mail",
    "email",
    "gift",
    "iban",
    "invite",
    "mail",
    "mobile number",
    "name",
    "newsletter",
    "order number",
    "phone",
    "phone number",
    "postal",
    "postal code",
    "postcode",
    "price",
    "promo",
    "promo code",
    "promotion",
    "quantity",
    "query",
    "recovery code",
    "referral",
    "search",
    "secret",
    "setup key",
    "ssn",
    "street",
    "swift",
    "tax",
    "telephone",
    "user",
    "user name",
    "userid",
    "username",
    "vat",
    "voucher",
    "xsrf",
    "zip",
    "zip code",
    "zipcode",
];

/// Say that the code comes by another way than an authenticator.
pub(super) const MESSAGE: &[&str] = &[
    "by email",
    "by sms",
    "by text",
    "code to your phone",
    "emailed",
    "sent to your email",
    "sent you",
    "sms",
    "sms code",
    "text message",
];

/// A text as a list of words with a space before, between and after: ` one time code `.
pub(super) fn normalise(text: &str) -> String {
    let mut words = String::from(" ");
    let mut after_lower = false;
    for c in text.chars() {
        if after_lower && c.is_ascii_uppercase() {
            words.push(' ');
        }
        if c.is_ascii_alphanumeric() || !c.is_ascii() && !c.is_whitespace() {
            words.push(lower_case(c));
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
        after_lower = c.is_ascii_lowercase();
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// The words of `list` that stand in a normalised text.
pub(super) fn has_any(text: &str, list: &[&str]) -> bool {
    list.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            text.get(..at).is_some_and(|head| head.ends_with(' '))
                && text.get(at + word.len()..).is_some_and(|tail| tail.starts_with(' '))
        })
    })
}
