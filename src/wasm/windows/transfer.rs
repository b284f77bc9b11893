//! Accounts imported from and exported to other apps, and comparison with backups. The files
//! themselves are read and written by the other core, in a worker.

use super::session::{Session, record_id};
use super::time;
use super::transfer_view::{
    BackupComparisonView, ComparedState, ComparedView, ImportPreviewView, PreviewedView,
};
use super::view::{MergedView, StatusView};
use crate::failure::Failure;
use crate::{Reply, out, rng};
use postern_core::account::Account;
use postern_core::list::Services;
use postern_core::vault::{Compared, accounts_from_json, accounts_to_json};
use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
impl Session {
    /// Shows what importing the accounts of a file would do. Nothing changes.
    ///
    /// # Errors
    /// `bad-request`.
    #[wasm_bindgen(js_name = previewImport)]
    pub fn preview_import(&self, accounts: String) -> Reply<Ts<ImportPreviewView>> {
        let accounts = parse(accounts)?;
        let services = Services::read();
        let mut views = Vec::with_capacity(accounts.len());
        for (at, account) in accounts.iter().enumerate() {
            let before = accounts.iter().take(at);
            let is_twice = before.into_iter().any(|other| other.same_codes(account));
            let status =
                if is_twice { StatusView::SameKey } else { self.vault.standing(account).into() };
            views.push(PreviewedView {
                issuer: account.issuer.as_str().to_owned(),
                name: account.name.as_str().to_owned(),
                kind: (&account.kind).into(),
                status,
                sites: account.sites.iter().map(ToString::to_string).collect(),
                known: services
                    .sites_of(account)
                    .iter()
                    .map(|site| site.host().to_owned())
                    .collect(),
            });
        }
        out(&ImportPreviewView { accounts: views })
    }

    /// Imports the accounts of a file at the given positions; nothing is stored yet. Existing
    /// accounts are not added again. Those at the positions `bound` get the sites of their services.
    ///
    /// # Errors
    /// `bad-request`, `vault-full`, `vault-read-only`.
    #[wasm_bindgen(js_name = importSelected)]
    pub fn import_selected(
        &mut self,
        accounts: String,
        places: Vec<u32>,
        bound: Vec<u32>,
        now_ms: f64,
    ) -> Reply<Ts<MergedView>> {
        let (accounts, now) = (parse(accounts)?, time(now_ms)?);
        let services = Services::read();
        let mut merged = MergedView { added: 0, known: 0 };
        for place in places {
            let index = usize::try_from(place).map_err(|_| Failure::BadRequest)?;
            let mut account = accounts.get(index).ok_or(Failure::BadRequest)?.clone();
            if bound.contains(&place) {
                account.sites.extend(services.sites_of(&account));
            }
            if self.vault.adopt(&account, now, &mut rng()).map_err(Failure::from)? {
                merged.added += 1;
            } else {
                merged.known += 1;
            }
        }
        out(&merged)
    }

    /// Accounts with their secrets, for the other core: all of them, or only the given one.
    ///
    /// # Errors
    /// `account-unknown`.
    #[wasm_bindgen(js_name = exportSecrets)]
    pub fn export_secrets(&self, id: Option<String>) -> Reply<String> {
        let accounts = match id {
            Some(id) => {
                let id = record_id(&id)?;
                vec![self.vault.account(id).ok_or(Failure::AccountUnknown)?]
            }
            None => self.vault.accounts().into_iter().map(|(_, account)| account).collect(),
        };
        // The secrets leave because the user exports them.
        Ok(accounts_to_json(accounts.into_iter()).as_str().to_owned())
    }

    /// Compares every account with its copy in a backup, by what makes its codes.
    ///
    /// # Errors
    /// None in practice.
    #[wasm_bindgen(js_name = compareBackup)]
    pub fn compare_backup(&self, backup: &Self) -> Reply<Ts<BackupComparisonView>> {
        let view = |(account, compared): (&Account, Compared)| ComparedView {
            issuer: account.issuer.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            state: match compared {
                Compared::Same => ComparedState::Same,
                Compared::Differs => ComparedState::Differs,
                Compared::Behind => ComparedState::Behind,
                Compared::Missing => ComparedState::Missing,
                Compared::More => ComparedState::More,
            },
        };
        let accounts = self.vault.compare(&backup.vault).into_iter().map(view);
        out(&BackupComparisonView { accounts: accounts.collect() })
    }
}

fn parse(accounts: String) -> Result<Vec<Account>, Failure> {
    let accounts = Zeroizing::new(accounts);
    accounts_from_json(accounts.as_bytes()).ok_or(Failure::BadRequest)
}
