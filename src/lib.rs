//! The core of Postern, a Chrome toolbar authenticator.
//!
//! Everything that can be decided without a browser is decided here; the JavaScript shell is
//! eyes and hands. The crate is a star: every room knows [`account`], no room knows another,
//! and only `failure` and `wasm` know them all. Clock, randomness and pixels are arguments.
//!
//! | room | from → to |
//! |---|---|
//! | [`account`] | what an account is: types that cannot hold a wrong value |
//! | [`code`] | account + time → code |
//! | [`read`] | text from outside → accounts |
//! | [`write`] | accounts → text for outside |
//! | [`qr`] | pixels → texts |
//! | [`vault`] | accounts ↔ sealed records |
//! | [`list`] | accounts → those that a list shows, in its order |
//! | [`page`] | what a page says about itself → which field may receive which code |
//! | [`failure`] | what can go wrong for reasons that are no bug, and what was odd |
//! | `wasm` | the boundary: requests in, views and failures out |

pub mod account;
pub mod code;
pub mod failure;
pub mod list;
pub mod page;
pub mod read;
pub mod vault;
pub mod wasm;
pub mod write;

pub use postern_qr as qr;

/// Wipes memory as it is freed, so that no secret outlives the value that held it.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);
