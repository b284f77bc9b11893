//! The boundary: requests in, views and failures out. It holds no algorithm.
//!
//! Every call ends in one of three ways: a *view*, ready to draw and without secrets; a [`Failure`]
//! caused by a user or a page, thrown as `{ code: "…" }`; or a trap, which is a bug and costs the
//! caller this instance. Values cross as `Ts<T>` so that destructors run.
//!
//! Two wasm modules are built from it, so that a page that shows codes does not have to load the
//! picture scanner:
//!
//! | feature | loaded by | contents |
//! |---|---|---|
//! | `windows` | popup, settings page, service worker | the vault, its accounts, and where codes go |
//! | `workers` | a worker for each task | pictures, passphrases, other apps' files |

mod failure;
mod kdf;
mod warning;
#[cfg(feature = "windows")]
mod windows;
mod wipe;
#[cfg(feature = "workers")]
mod workers;

pub use failure::Failure;
pub use kdf::make_kdf;
#[cfg(feature = "windows")]
pub use windows::*;
#[cfg(feature = "workers")]
pub use workers::*;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

/// Wipes memory as it is freed, so that no secret outlives its value.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// The return type of every export: a value, or a [`Failure`] that JavaScript catches.
type Reply<T> = Result<T, JsValue>;

/// Converts a view to JavaScript.
fn out<T: Tsify + Serialize>(view: &T) -> Reply<Ts<T>> {
    view.into_ts().map_err(|_| Failure::BadRequest.into())
}

/// Converts a request from JavaScript. A wrong shape is the caller's bug.
fn taken<T: Tsify + DeserializeOwned>(request: &Ts<T>) -> Result<T, Failure> {
    T::from_js(request.js_value()).map_err(|_| Failure::BadRequest)
}

/// `None` for text that is not base64url.
fn from_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    postern_core::vault::from_text(text).map(Zeroizing::new)
}

/// The browser's randomness.
fn rng() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}
