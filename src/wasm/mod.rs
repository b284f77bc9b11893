//! The boundary: requests in, views and failures out. It holds no algorithm.
//!
//! Every call ends in one of three ways: a *view*, ready to draw and without secrets; a
//! [`Failure`], thrown as `{ code: "…" }`, that a user or a page caused; or a trap, which is a bug
//! and costs the caller this instance. Values cross as `Ts<T>` so that destructors run.

mod add;
mod answer;
mod edit;
mod exchange;
mod exchange_view;
mod list;
mod opener;
mod page;
mod request;
mod session;
mod slots;
mod view;
mod wipe;

pub use add::{printed_key_links, same_key};
pub use answer::{awaited_on, outcome_of};
pub use page::{explain, inspect, scan};
pub use session::{Session, make_device};
pub use slots::{make_kdf, make_recovery_key, slots_of, stretch, unlock, unlock_with_recovery};

use crate::account::UnixMillis;
use crate::failure::Failure;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;

/// What every export gives back: a value, or a [`Failure`] that JavaScript catches.
type Reply<T> = Result<T, JsValue>;

/// A view, on its way out.
fn out<T: Tsify + serde::Serialize>(view: &T) -> Reply<Ts<T>> {
    view.into_ts().map_err(|_| Failure::BadRequest.into())
}

/// A time from JavaScript: Unix milliseconds, as `Date.now()` gives them.
#[inline(never)]
fn time(now_ms: f64) -> Result<UnixMillis, Failure> {
    if !(0.0..=8.64e15).contains(&now_ms) {
        return Err(Failure::BadRequest);
    }
    #[expect(clippy::as_conversions, reason = "checked to be in range just above")]
    let ms = now_ms as u64;
    UnixMillis::new(ms).map_err(|_| Failure::BadRequest)
}

/// Milliseconds for JavaScript; exact up to 2^53, past every time there is.
fn js_time(ms: u64) -> f64 {
    #[expect(clippy::as_conversions, reason = "times stay under 2^53")]
    let ms = ms as f64;
    ms
}

/// The browser's randomness.
fn rng() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}
