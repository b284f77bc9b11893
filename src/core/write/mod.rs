//! Accounts → external text.

mod otpauth;

pub use otpauth::to_uri;
