//! Accounts → text for outside.

mod otpauth;

pub use otpauth::to_uri;
