//! How a new account relates to existing ones: by its key, its name, and the site it comes from.

use crate::account;
use crate::backup::{RNG, now, vault};
use postern_core::account::{Account, Name, Site};
use postern_core::vault::{EditError, Standing};

const KEY: &str = "JBSWY3DPEHPK3PXP";
const OTHER: &str = "GEZDGNBVGY3TQOJQ";

/// An account of an issuer with a key from a site.
fn at(issuer: &str, key: &str, site: &str) -> Account {
    let mut account = account(issuer, key);
    account.sites = Site::from_text(site).into_iter().collect();
    account
}

#[test]
fn a_key_counts_more_than_a_name_and_a_name_counts_with_its_site() {
    let vault = vault(&[at("IATA", KEY, "portal.iata.org"), at("Bank", OTHER, "bank.example")]);
    let [iata, _] = [0, 1].map(|at| vault.accounts()[at].0);
    let other = "KRSXG5CTMVRXEZLU";
    let same_name = |replaces| Standing::SameName { replaces };
    for (new, wanted) in [
        (at("Anything", KEY, "evil.example"), Standing::SameKey),
        (at("IATA", other, "portal.iata.org"), same_name(Some(iata))),
        // The name matches an account, the site does not.
        (at("IATA", other, "evil.example"), same_name(None)),
        (at("Hosting", other, "hosting.example"), Standing::New),
    ] {
        assert_eq!(vault.standing(&new), wanted, "{}", new.issuer.as_str());
    }
}

#[test]
fn another_organisation_at_the_same_site_is_another_account() {
    let jane = |issuer: &str, key: &str| {
        let mut account = at(issuer, key, "login.microsoftonline.com");
        account.name = Name::new("jane@contoso.example");
        account
    };
    let vault = vault(&[jane("Microsoft (Contoso)", KEY), jane("Microsoft (Fabrikam)", OTHER)]);
    let [contoso, fabrikam] = [0, 1].map(|at| vault.accounts()[at].0);
    let new = "KRSXG5CTMVRXEZLU";
    for (issuer, wanted) in [
        ("Microsoft (Contoso)", Standing::SameName { replaces: Some(contoso) }),
        ("Microsoft (Fabrikam)", Standing::SameName { replaces: Some(fabrikam) }),
        // The newest one of the site, in case the user has renamed its issuer.
        ("Microsoft (Tailspin)", Standing::OtherIssuer { replaces: fabrikam }),
    ] {
        assert_eq!(vault.standing(&jane(issuer, new)), wanted, "{issuer}");
    }
}

#[test]
fn a_name_that_looks_like_another_sites_is_detected() {
    let vault = vault(&[at("PayPal", KEY, "www.paypal.com")]);
    for (issuer, site, wanted) in [
        ("PayPaI", "evil.example", true),
        ("PayPal", "login.paypal.com", false),
        ("Hosting", "evil.example", false),
        ("", "evil.example", false),
    ] {
        assert_eq!(
            vault.looks_like_another(&at(issuer, OTHER, site)),
            wanted,
            "{issuer} at {site}"
        );
    }
}

#[test]
fn an_account_is_enrolled_once() {
    let mut vault = vault(&[at("IATA", KEY, "portal.iata.org")]);
    let again = vault.enrol(at("Other", KEY, "other.example"), now(), &mut RNG.clone());
    assert_eq!(again, Err(EditError::Exists));
    vault.enrol(at("Other", OTHER, "other.example"), now(), &mut RNG.clone()).unwrap();
    assert_eq!(vault.accounts().len(), 2);
}

#[test]
fn a_replaced_account_passes_its_settings_on_and_goes_to_the_bin() {
    let mut before = at("IATA", KEY, "portal.iata.org");
    before.sites.push(Site::from_text("*.iata.org").unwrap());
    before.filling.presses = true;
    let mut vault = vault(&[before]);
    let old = vault.accounts()[0].0;
    let stranger = vault.replace(at("IATA", OTHER, "evil.example"), old, now(), &mut RNG.clone());
    assert_eq!(stranger, Err(EditError::NotBound));
    let twin = vault.replace(at("IATA", KEY, "portal.iata.org"), old, now(), &mut RNG.clone());
    assert_eq!(twin, Err(EditError::Exists));
    let new = at("IATA", OTHER, "portal.iata.org");
    let id = vault.replace(new, old, now(), &mut RNG.clone()).unwrap();
    let account = vault.account(id).unwrap();
    assert_eq!((account.sites.len(), account.filling.presses), (2, true));
    assert_eq!((vault.accounts().len(), vault.bin(now())[0].id), (1, old));
    let gone = vault.replace(at("IATA", KEY, "portal.iata.org"), old, now(), &mut RNG.clone());
    assert_eq!(gone, Err(EditError::Unknown));
}

#[test]
fn a_changed_key_leaves_the_old_one_in_the_bin() {
    let mut vault = vault(&[at("IATA", KEY, "portal.iata.org"), at("Bank", OTHER, "bank.example")]);
    let (id, _) = vault.accounts()[0];
    let key = |text: &str| account("x", text).secret;
    let new = "KRSXG5CTMVRXEZLU";
    let mut change = |text: &str| vault.change_key(id, key(text), now(), &mut RNG.clone());
    assert_eq!(change(OTHER), Err(EditError::Exists));
    assert_eq!(change(KEY), Ok(()));
    assert_eq!(change(new), Ok(()));
    let [(same, changed), _] = vault.accounts()[..] else { panic!("two accounts") };
    assert_eq!((same, &changed.secret, changed.sites.len()), (id, &key(new), 1));
    let bin = vault.bin(now());
    assert_eq!(bin.len(), 1, "the second change was none");
    let binned = bin[0].id;
    vault.restore(binned, now(), &mut RNG.clone()).unwrap();
    assert_eq!(vault.account(binned).unwrap().secret, key(KEY));
}
