//! The interface of the popup, the settings page and the service worker.
//!
//! | file | what it handles |
//! |---|---|
//! | `session`, `opener`, `slots` | an open vault, and what opens it |
//! | `list`, `add`, `edit` | its accounts, as shown to and changed by people |
//! | `sync` | the same vault on other computers |
//! | `transfer` | accounts of other apps and of backups, compared with the vault |
//! | `page`, `answer` | where a code goes on a page, and its outcome |
//! | `request`, `view` | the values that cross the boundary, in JavaScript's spelling |

mod add;
mod answer;
mod edit;
mod list;
mod opener;
mod page;
mod request;
mod session;
mod slots;
mod sync;
mod sync_view;
mod transfer;
mod transfer_view;
mod view;

pub use add::{other_app_of, printed_key_links, same_key};
pub use answer::{awaited_on, outcome_of};
pub use edit::typed_site;
pub use page::{explain, inspect};
pub use session::{Session, make_device};
pub use slots::{make_recovery_key, slots_of, unlock, unlock_with_recovery};
pub use sync::shared_headers;

use crate::failure::Failure;
use postern_core::account::UnixMillis;

/// A time from JavaScript: Unix milliseconds, like `Date.now()`.
fn time(now_ms: f64) -> Result<UnixMillis, Failure> {
    if !(0.0..=8.64e15).contains(&now_ms) {
        return Err(Failure::BadRequest);
    }
    #[expect(clippy::as_conversions, reason = "checked to be in range just above")]
    let ms = now_ms as u64;
    UnixMillis::new(ms).map_err(|_| Failure::BadRequest)
}

/// Milliseconds for JavaScript; exact up to 2^53, beyond every valid time.
fn js_time(ms: u64) -> f64 {
    #[expect(clippy::as_conversions, reason = "times stay under 2^53")]
    let ms = ms as f64;
    ms
}
