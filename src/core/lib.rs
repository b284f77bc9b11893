//! The core of Postern, a Chrome toolbar authenticator.
//!
//! Everything that can be decided without a browser is decided here; the JavaScript shell only
//! observes and acts. The crate is a star: every module uses [`account`], and no module uses
//! another. Clock, randomness and pixels are arguments.
//!
//! | module | from → to |
//! |---|---|
//! | [`account`] | what an account is: types that cannot hold a wrong value |
//! | [`code`] | account + time → code |
//! | [`read`] | text from outside → accounts |
//! | [`mod@write`] | accounts → text for outside |
//! | [`vault`] | accounts ↔ sealed records |
//! | [`list`] | accounts → the accounts that a list shows, in its order |
//! | [`page`] | what a page says about itself → which field may receive which code |

pub mod account;
pub mod code;
pub mod list;
pub mod page;
pub mod read;
pub mod vault;
pub mod write;
