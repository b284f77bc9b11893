//! Several computers, one set of accounts, and nobody in between. `docs/sync.md` explains the format
//! and the rules.
//!
//! | file | what it decides |
//! |---|---|
//! | `lineage` | when the parts of a record were written |
//! | `state`, `merge` | what two versions of a record make together |
//! | `versions` | values that lost, for their owner to look at |
//! | `part`, `layout` | the sealed texts that travel, and their names |
//! | `opened`, `receive`, `publish` | reading and writing them |
//! | `join` | how a computer joins |
//! | `returning` | how one that went its own way takes part again |

mod join;
mod layout;
mod lineage;
mod merge;
mod opened;
mod part;
mod publish;
mod receive;
mod returning;
mod state;
mod versions;

pub use join::{Invitation, JoinError, Joining, newest_headers};
pub use layout::Layout;
pub(super) use lineage::Lineage;
pub(super) use merge::edited;
pub use opened::PartState;
pub use part::{Farewell, Locking, Part};
pub use publish::{Published, Publishing};
pub use receive::{Computer, Received};
pub use versions::{LostField, LostVersion};
