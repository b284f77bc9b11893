//! Where a code goes on a whole page, and what is pressed.

use crate::account;
use crate::field::{boxes, labelled, lines};
use postern_core::account::Site;
use postern_core::page::{
    Asked, ButtonFacts, FieldFacts, FrameFacts, NoPlan, Plan, Refusal, Words, caption, go_button,
    plan, sends_away, way_to_key,
};

/// A frame of `origin` with these fields.
pub(crate) fn frame(id: u32, origin: &str, fields: Vec<FieldFacts>) -> FrameFacts {
    FrameFacts { id, origin: origin.into(), fields, ..FrameFacts::default() }
}

pub(crate) const PORTAL: &str = "https://portal.iata.org";
pub(crate) const OTHER: &str = "https://login.idp.example";

pub(crate) fn planned(bound: &str, frames: &[FrameFacts], asked: Asked) -> Result<Plan, NoPlan> {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![Site::from_text(bound).unwrap()];
    let lines = lines();
    let top = Site::from_origin(PORTAL).unwrap();
    plan(&account, &top, frames, asked, &[], &Words::read(&lines))
}

#[test]
fn a_field_in_a_frame_of_another_site_needs_confirmation() {
    let frames = [frame(0, PORTAL, vec![]), frame(7, OTHER, vec![labelled(3, "One-time code")])];
    assert_eq!(
        planned("portal.iata.org", &frames, Asked::default()),
        Err(NoPlan::Refused(Refusal::OtherFrame))
    );
    let asking = planned("login.idp.example", &frames, Asked::default()).unwrap();
    assert!(asking.confirm && asking.fields.is_empty(), "nothing to type before the answer");
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![site(OTHER)];
    let lines = lines();
    let plan_at = |account: &postern_core::account::Account, top| {
        plan(account, &site(top), &frames, Asked::default(), &[], &Words::read(&lines)).unwrap()
    };
    // A confirmation is valid for this frame in this page, not for others.
    account.filling.frames =
        vec![(site(OTHER), site("https://news.example")), (site(PORTAL), site(OTHER))];
    assert!(plan_at(&account, PORTAL).confirm);
    account.filling.frames.push((site(OTHER), site(PORTAL)));
    assert!(plan_at(&account, "https://evil.example").confirm);
    let plan = plan_at(&account, PORTAL);
    assert_eq!((plan.confirm, plan.frame, plan.fields), (false, 7, vec![3]));
}

#[test]
fn only_an_empty_authenticator_field_is_filled_unasked() {
    let unasked = Asked { unasked: true, ..Asked::default() };
    let at = |field: FieldFacts, asked: Asked| {
        planned("portal.iata.org", &[frame(0, PORTAL, vec![field])], asked).map(|plan| plan.fields)
    };
    let empty = |label| FieldFacts { empty: true, ..labelled(0, label) };
    assert_eq!(at(empty("One-time code"), unasked), Ok(vec![0]));
    assert_eq!(at(empty("SMS code"), unasked), Err(NoPlan::NoField));
    let agreed = Asked { message: true, ..Asked::default() };
    assert_eq!(at(empty("SMS code"), agreed), Ok(vec![0]));
    assert_eq!(at(labelled(0, "One-time code"), unasked), Err(NoPlan::NoField));
    let waiting = FieldFacts { waits: true, ..empty("One-time code") };
    assert_eq!(at(waiting.clone(), unasked), Err(NoPlan::NoField), "the password comes first");
    assert_eq!(at(waiting, Asked::default()), Ok(vec![0]));
    assert_eq!(at(labelled(0, "One-time code"), Asked::default()), Ok(vec![0]));
}

#[test]
fn the_clicked_field_is_used_whatever_it_looks_like() {
    let focused = Asked { focused: true, ..Asked::default() };
    let fields =
        vec![labelled(0, "One-time code"), FieldFacts { focused: true, ..labelled(1, "Field 2") }];
    let frames = [frame(0, PORTAL, fields)];
    assert_eq!(planned("portal.iata.org", &frames, focused).unwrap().fields, [1]);
    assert_eq!(planned("portal.iata.org", &frames, Asked::default()).unwrap().fields, [0]);
    let mut row = boxes(6, Some(1));
    row[2].focused = true;
    let frames = [frame(0, PORTAL, row)];
    assert_eq!(planned("portal.iata.org", &frames, focused).unwrap().fields, [0, 1, 2, 3, 4, 5]);
    // A click does not lift the binding either.
    assert_eq!(planned("evil.example", &frames, focused), Err(NoPlan::Refused(Refusal::NotBound)));
}

#[test]
fn a_code_is_appended_to_the_password_if_the_user_says_so() {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![Site::from_text("portal.iata.org").unwrap()];
    account.filling.appends = true;
    let lines = lines();
    let asked_for = |field: FieldFacts, asked: Asked| {
        let frames = [frame(0, PORTAL, vec![labelled(0, "User"), field])];
        plan(
            &account,
            &Site::from_origin(PORTAL).unwrap(),
            &frames,
            asked,
            &[],
            &Words::read(&lines),
        )
    };
    let plan_for = |field| asked_for(field, Asked::default());
    let password = FieldFacts { input_type: "password".into(), ..labelled(1, "Password") };
    let plan = plan_for(password.clone()).unwrap();
    assert_eq!((plan.appends, plan.fields), (true, vec![1]));
    assert_eq!(plan_for(FieldFacts { empty: true, ..password.clone() }), Err(NoPlan::NoField));
    let unasked = Asked { unasked: true, ..Asked::default() };
    assert_eq!(asked_for(password.clone(), unasked), Err(NoPlan::NoField), "it may be half typed");
    let new = FieldFacts { autocomplete: "new-password".into(), ..password };
    assert_eq!(plan_for(new), Err(NoPlan::NoField));
}

#[test]
fn a_form_that_sends_to_another_site_is_told_apart_from_the_portals_own() {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![site(PORTAL), site("https://sso.partner.example")];
    for (frame, place, away) in [
        (PORTAL, PORTAL, false),
        (PORTAL, "", false),
        // The portal's own host for logins, and its other ports.
        (PORTAL, "https://auth.iata.org", false),
        (PORTAL, "https://iata.org", false),
        (PORTAL, "https://a.b.iata.org:8443", false),
        // Sites that the account is bound to as well.
        (PORTAL, "https://sso.partner.example", false),
        (PORTAL, "https://www.partner.example", true),
        (PORTAL, "https://evil.example", true),
        (PORTAL, "https://portal.iata.org.evil.example", true),
        (PORTAL, "https://evil-iata.org", true),
        (PORTAL, "https://iata.com", true),
        // A downgrade from HTTPS, or a bare suffix.
        (PORTAL, "http://portal.iata.org", true),
        (PORTAL, "https://org", true),
        // Neighbours under a public suffix are different sites, and so are addresses.
        ("https://jane.github.io", "https://john.github.io", true),
        ("https://a.co.uk", "https://b.co.uk", true),
        ("https://192.0.2.1", "https://192.0.2.2", true),
        ("https://192.0.2.1", "https://192.0.2.1:8443", false),
        ("http://portal.localhost:80", "http://portal.localhost:8000", false),
        ("http://portal.localhost:80", "http://evil.localhost:80", true),
        // Targets without a site: the page's own scripts, a blank page; an e-mail, another page, an
        // app.
        (PORTAL, "javascript:", false),
        (PORTAL, "about:", false),
        (PORTAL, "mailto:", true),
        (PORTAL, "data:", true),
        (PORTAL, "blob:", true),
        (PORTAL, "file:", true),
        (PORTAL, "ftp:", true),
        (PORTAL, "thief:", true),
        (PORTAL, "unknown:", true),
        (PORTAL, "null", true),
        (PORTAL, "JAVASCRIPT:", true),
    ] {
        assert_eq!(sends_away(&account, &site(frame), place), away, "{frame} → {place}");
    }
}

const EVIL: &str = "https://evil.example";

fn sending(index: u32, to: &str) -> FieldFacts {
    let sends_to = vec![PORTAL.to_owned(), to.to_owned()];
    FieldFacts { empty: true, sends_to, ..labelled(index, "One-time code") }
}

#[test]
fn a_form_that_sends_elsewhere_is_filled_only_after_confirmation() {
    let planned = |fields: Vec<FieldFacts>, unasked, agreed: &[&str]| {
        let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
        account.sites = vec![site(PORTAL)];
        account.filling.presses = true;
        let lines = lines();
        let asked = Asked { unasked, ..Asked::default() };
        let agreed: Vec<String> = agreed.iter().map(|&place| place.to_owned()).collect();
        let go = ButtonFacts { sends_to: EVIL.into(), ..button(0, "Verify", true) };
        let frames = [FrameFacts { buttons: vec![go], ..frame(0, PORTAL, fields) }];
        plan(&account, &site(PORTAL), &frames, asked, &agreed, &Words::read(&lines))
    };
    let away = || vec![sending(0, EVIL)];
    assert_eq!(planned(away(), true, &[]), Err(NoPlan::NoField));
    assert_eq!(planned(away(), true, &[EVIL]), Err(NoPlan::NoField), "nobody says yes to that");
    for agreed in [&[][..], &["https://other.example"], &[PORTAL]] {
        let asking = planned(away(), false, agreed).unwrap();
        assert_eq!((asking.confirm, asking.sends_to), (true, vec![EVIL.to_owned()]));
        assert_eq!((asking.fields, asking.button), (vec![], None));
    }
    let agreed = planned(away(), false, &[EVIL]).unwrap();
    assert_eq!((agreed.confirm, agreed.fields), (false, vec![0]));
    assert_eq!(agreed.button, None, "the press is the user's");
    // The page's own form has priority over one that sends elsewhere, and its button is not pressed
    // if that one does.
    let own = planned(vec![sending(0, EVIL), sending(1, PORTAL)], true, &[]).unwrap();
    assert_eq!((own.confirm, own.fields, own.button), (false, vec![1], None));
}

#[test]
fn nothing_out_of_view_is_filled_unasked() {
    let below = || vec![FieldFacts { in_view: false, ..sending(0, PORTAL) }];
    let plan = |unasked| {
        let asked = Asked { unasked, ..Asked::default() };
        planned("portal.iata.org", &[frame(0, PORTAL, below())], asked).map(|plan| plan.fields)
    };
    assert_eq!(plan(false), Ok(vec![0]));
    assert_eq!(plan(true), Err(NoPlan::NoField));
}

#[test]
fn a_frame_of_another_site_is_filled_only_where_the_surrounding_page_shows_it() {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![site(OTHER)];
    account.filling.frames = vec![(site(OTHER), site(PORTAL))];
    let lines = lines();
    let plan = |unseen: &[&str], away: &[&str], unasked| {
        let origins = |list: &[&str]| list.iter().map(|&one| one.to_owned()).collect();
        let around =
            FrameFacts { unseen: origins(unseen), away: origins(away), ..frame(0, PORTAL, vec![]) };
        let field = FieldFacts { empty: true, ..labelled(0, "One-time code") };
        let frames = [around, frame(7, OTHER, vec![field])];
        let asked = Asked { unasked, ..Asked::default() };
        plan(&account, &site(PORTAL), &frames, asked, &[], &Words::read(&lines)).is_ok()
    };
    assert!(plan(&[], &[], true));
    assert!(plan(&[EVIL], &[EVIL], true), "another frame");
    assert!(!plan(&[OTHER], &[], false));
    assert!(!plan(&[], &[OTHER], true));
    assert!(plan(&[], &[OTHER], false), "it can be scrolled to");
}

#[test]
fn a_pages_words_are_read_short_and_plain() {
    for (text, shown) in [
        ("Verify", "Verify"),
        ("  Log\n\tin ", "Log in"),
        ("Ver\u{202e}ify\u{200b}\u{2066}", "Verify"),
        ("\u{feff}\u{e0041}\u{3164}", ""),
        ("Überprüfen 確認", "Überprüfen 確認"),
        ("\u{7}\u{1b}[1mGo", "[1mGo"),
        (
            "Your account is locked. Call 555 0100 and tell us the code",
            "Your account is locked. Call 555 0100 an…",
        ),
    ] {
        assert_eq!(caption(text), shown);
    }
}

pub(crate) fn site(origin: &str) -> Site {
    Site::from_origin(origin).unwrap()
}

fn button(index: u32, text: &str, submits: bool) -> ButtonFacts {
    ButtonFacts {
        index,
        text: text.into(),
        submits,
        fields: vec![0],
        usable: true,
        ..ButtonFacts::default()
    }
}

#[test]
fn the_button_that_submits_is_told_apart_from_its_neighbours() {
    let lines = lines();
    let words = Words::read(&lines);
    let pressed =
        |buttons: &[ButtonFacts]| go_button(0, buttons, &words).map(|button| button.index);
    assert_eq!(pressed(&[button(0, "Cancel", false), button(1, "Verify", true)]), Some(1));
    assert_eq!(pressed(&[button(0, "Resend code", true), button(1, "Continue", false)]), Some(1));
    assert_eq!(
        pressed(&[button(0, "Use another method", true), button(1, "Anmelden", true)]),
        Some(1)
    );
    assert_eq!(pressed(&[button(0, "", true)]), Some(0), "the form's only way on");
    assert_eq!(
        pressed(&[button(0, "Continue", true), button(1, "Sign in", true)]),
        None,
        "which one?"
    );
    assert_eq!(pressed(&[button(0, "Resend", true)]), None);
    assert_eq!(pressed(&[ButtonFacts { usable: false, ..button(0, "Verify", true) }]), None);
    assert_eq!(pressed(&[ButtonFacts { fields: vec![4], ..button(0, "Verify", true) }]), None);
}

#[test]
fn set_up_pages_that_hide_their_key_are_known_by_their_service() {
    let page = |link: &str, form: &str| {
        let fields = vec![FieldFacts { form: form.into(), ..labelled(0, "Code") }];
        [FrameFacts { buttons: vec![button(0, link, false)], ..frame(0, PORTAL, fields) }]
    };
    let way = |host: &str, page: [FrameFacts; 1]| {
        way_to_key(host, &page).map(|(stack, link)| format!("{stack}: {link}"))
    };
    assert_eq!(
        way("mysignins.microsoft.com", page("Can’t scan image?", "")).as_deref(),
        Some("Microsoft Entra: Can't scan")
    );
    assert_eq!(
        way("portal.iata.org", page("Unable to scan?", "kc-totp-settings-form")).as_deref(),
        Some("Keycloak: Unable to scan?")
    );
    assert_eq!(
        way("agency.okta.com", page("Can't scan?", "")).as_deref(),
        Some("Okta: Can't scan?")
    );
    assert_eq!(
        way("agency.okta.com", page("Set up another", "")).as_deref(),
        Some("Okta: Set up another")
    );
    // What every service may call it, in other languages too.
    assert_eq!(
        way("idcs-1.identity.oraclecloud.com", page("Enter Key Manually", "")).as_deref(),
        Some("Oracle: Enter key manually")
    );
    assert_eq!(
        way("portal.iata.org", page("QR-Code nicht scannen?", "kc-totp-settings-form")).as_deref(),
        Some("Keycloak: nicht scannen")
    );
    // The same words on a page of an unknown service are ignored.
    assert_eq!(way("portal.iata.org", page("Can't scan?", "")), None);
    assert_eq!(way("okta.com.evil.example", page("Can't scan?", "")), None);
}
