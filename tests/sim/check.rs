//! What has to hold once the weather is clear.

use crate::world::World;
use postern_core::account::Account;
use postern_core::vault::RecordId;
use std::collections::BTreeSet;

/// What an account is, as far as all computers have to agree.
pub(crate) type Seen = (RecordId, String, bool);

impl World {
    pub(crate) fn seen(&self, at: usize) -> Vec<Seen> {
        let vault = self.open(at);
        let mut lost: Vec<_> = vault.lost_versions();
        lost.sort_by_key(|lost| (lost.id, lost.at));
        let lost = lost.into_iter().map(|lost| (lost.id, format!("lost {}", lost.text), false));
        let text = |account: &Account| {
            let mut sites: Vec<_> = account.sites.iter().map(ToString::to_string).collect();
            sites.sort();
            let mut tags = account.keeping.tags.clone();
            tags.sort_by(|one, other| one.as_str().cmp(other.as_str()));
            let (key, note) = (account.secret.expose(), account.keeping.note.text());
            format!(
                "{:?} {key:?} {:?} {note} {sites:?} {tags:?} {}",
                account.kind, account.name, account.keeping.pinned
            )
        };
        let live = vault.accounts().into_iter().map(|(id, one)| (id, text(one), true));
        let bin = vault.bin(self.now(at));
        let mut bin: Vec<_> = bin.iter().map(|one| (one.id, text(one.account), false)).collect();
        bin.sort();
        live.chain(bin).chain(lost).collect()
    }

    pub(crate) fn nothing_is_missing(&self, here: &[usize]) -> Result<(), String> {
        for at in here {
            let vault = self.open(*at);
            let accounts = vault.accounts();
            let listed: BTreeSet<_> =
                accounts.iter().map(|(_, one)| one.secret.expose().to_vec()).collect();
            for (key, by) in &self.added {
                let count = accounts.iter().filter(|(_, one)| one.secret.expose() == key).count();
                if count > by.len() {
                    return Err(format!("computer {at} has {key:?} {count} times"));
                }
                let is_ours = by.iter().any(|one| here.contains(one));
                if is_ours && !self.deleted.contains_key(key) && !listed.contains(key) {
                    return Err(format!("computer {at} lacks {key:?}, which {by:?} added"));
                }
            }
            for (key, by) in &self.deleted {
                // A computer that is gone may have kept its deletion to itself, and a twin added on
                // another computer is an account of its own until it is deleted too.
                let is_known = by.iter().any(|one| here.contains(one));
                let is_simple =
                    self.added[key].len() == 1 && !self.has_parted && !self.restored.contains(key);
                if is_known && is_simple && listed.contains(key) {
                    return Err(format!("computer {at} has {key:?} again, which {by:?} deleted"));
                }
            }
        }
        Ok(())
    }
}
