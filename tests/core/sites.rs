//! Where accounts may be filled, as set by the user, and which counter comes next.

use crate::account;
use crate::backup::{RNG, counter, now, vault};
use postern_core::account::{Kind, Site};
use postern_core::code::code_at;
use postern_core::vault::{EditError, RecordId};

const IDS: [&str; 2] = ["JBSWY3DPEHPK3PXP", "GEZDGNBVGY3TQOJQ"];

fn site(text: &str) -> Site {
    Site::from_text(text).unwrap()
}

#[test]
fn a_site_is_bound_once_and_not_within_one_that_covers_it() {
    let mut vault = vault(&[account("IATA", IDS[0])]);
    let id = vault.accounts()[0].0;
    for text in ["*.iata.org", "portal.iata.org", "other.example", "other.example"] {
        vault.bind(id, site(text), now(), &mut RNG.clone()).unwrap();
    }
    assert_eq!(vault.account(id).unwrap().sites, [site("*.iata.org"), site("other.example")]);
    let unknown = vault.bind(RecordId([7; 16]), site("a.example"), now(), &mut RNG.clone());
    assert_eq!(unknown, Err(EditError::Unknown));
}

#[test]
fn a_frame_is_confirmed_for_one_page_and_once() {
    let mut vault = vault(&[account("IATA", IDS[0])]);
    let id = vault.accounts()[0].0;
    let pair = (site("login.example"), site("portal.iata.org"));
    for _ in 0..2 {
        vault.confirm_frame(id, pair.clone(), now(), &mut RNG.clone()).unwrap();
    }
    let account = vault.account(id).unwrap();
    assert_eq!((&account.filling.frames, account.sites.len()), (&vec![pair], 0));
}

#[test]
fn one_account_is_chosen_at_a_site() {
    let mut vault = vault(&IDS.map(|key| account("IATA", key)));
    let ids: Vec<_> = vault.accounts().into_iter().map(|(id, _)| id).collect();
    let portal = site("portal.iata.org");
    let chosen = |vault: &postern_core::vault::Vault| -> Vec<usize> {
        ids.iter().map(|id| vault.account(*id).unwrap().filling.chosen_at.len()).collect()
    };
    for (at, wanted) in [(0, [1, 0]), (0, [1, 0]), (1, [0, 1])] {
        vault.choose(ids[at], &portal, now(), &mut RNG.clone()).unwrap();
        assert_eq!(chosen(&vault), wanted);
    }
    let unknown = vault.choose(RecordId([7; 16]), &portal, now(), &mut RNG.clone());
    assert_eq!((unknown, chosen(&vault)), (Err(EditError::Unknown), vec![0, 1]));
}

#[test]
fn a_counter_goes_up_by_one_and_never_past_its_maximum() {
    let mut vault = vault(&[counter(7), counter(u64::MAX), account("IATA", IDS[1])]);
    let ids: Vec<_> = vault.accounts().into_iter().map(|(id, _)| id).collect();
    let before = vault.advance(ids[0], now(), &mut RNG.clone()).unwrap();
    assert_eq!(
        code_at(&before, now()),
        code_at(&counter(7), now()),
        "the code of the counter before"
    );
    assert!(matches!(vault.account(ids[0]).unwrap().kind, Kind::Hotp { counter: 8, .. }));
    let stored = vault.accounts().len();
    for (id, wanted) in [
        (ids[1], EditError::CounterExhausted),
        (ids[2], EditError::NoCounter),
        (RecordId([7; 16]), EditError::Unknown),
    ] {
        assert_eq!(vault.advance(id, now(), &mut RNG.clone()), Err(wanted));
    }
    assert_eq!(vault.accounts().len(), stored);
}
