//! The core of Postern, a Chrome toolbar authenticator.
//!
//! Everything that can be decided without a browser is decided here; the JavaScript shell is
//! eyes and hands. The crate is a star: every room knows [`account`], and no room knows another.
//! Clock, randomness and pixels are arguments.
//!
//! | room | from → to |
//! |---|---|
//! | [`account`] | what an account is: types that cannot hold a wrong value |
//! | [`code`] | account + time → code |
//! | [`read`] | text from outside → accounts |
//! | [`mod@write`] | accounts → text for outside |
//! | [`vault`] | accounts ↔ sealed records |
//! | [`list`] | accounts → those that a list shows, in its order |
//! | [`page`] | what a page says about itself → which field may receive which code |

pub mod account;
pub mod code;
pub mod list;
pub mod page;
pub mod read;
pub mod vault;
pub mod write;
