//! Where a code goes on a whole page, what is pressed, and what became of it.

use crate::account;
use crate::field::{boxes, labelled, lines};
use postern::account::Site;
use postern::page::{
    Asked, ButtonFacts, FieldFacts, FrameFacts, NoPlan, Outcome, Plan, Refusal, Words, go_button,
    outcome, plan, way_to_key,
};

/// A frame of `origin` with these fields.
fn frame(id: u32, origin: &str, fields: Vec<FieldFacts>) -> FrameFacts {
    FrameFacts { id, origin: origin.into(), fields, ..FrameFacts::default() }
}

const PORTAL: &str = "https://portal.iata.org";
const OTHER: &str = "https://login.idp.example";

fn planned(bound: &str, frames: &[FrameFacts], asked: Asked) -> Result<Plan, NoPlan> {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![Site::from_text(bound).unwrap()];
    let lines = lines();
    let top = Site::from_origin(PORTAL).unwrap();
    plan(&account, &top, frames, asked, &[], &Words::read(&lines))
}

#[test]
fn a_field_in_a_frame_of_another_site_waits_for_the_users_yes() {
    let frames = [frame(0, PORTAL, vec![]), frame(7, OTHER, vec![labelled(3, "One-time code")])];
    assert_eq!(
        planned("portal.iata.org", &frames, Asked::default()),
        Err(NoPlan::Refused(Refusal::OtherFrame))
    );
    let asking = planned("login.idp.example", &frames, Asked::default()).unwrap();
    assert!(asking.confirm && asking.fields.is_empty(), "nothing to type before the answer");
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    let site = |origin| Site::from_origin(origin).unwrap();
    account.sites = vec![site(OTHER)];
    let lines = lines();
    let plan_at = |account: &postern::account::Account, top| {
        plan(account, &site(top), &frames, Asked::default(), &[], &Words::read(&lines)).unwrap()
    };
    // A yes holds for this frame in this page, not for others.
    account.filling.frames =
        vec![(site(OTHER), site("https://news.example")), (site(PORTAL), site(OTHER))];
    assert!(plan_at(&account, PORTAL).confirm);
    account.filling.frames.push((site(OTHER), site(PORTAL)));
    assert!(plan_at(&account, "https://evil.example").confirm);
    let plan = plan_at(&account, PORTAL);
    assert_eq!((plan.confirm, plan.frame, plan.fields), (false, 7, vec![3]));
}

#[test]
fn nothing_is_filled_unasked_but_an_empty_field_for_an_authenticator() {
    let unasked = Asked { unasked: true, ..Asked::default() };
    let at = |field: FieldFacts, asked: Asked| {
        planned("portal.iata.org", &[frame(0, PORTAL, vec![field])], asked).map(|plan| plan.fields)
    };
    let empty = |label| FieldFacts { empty: true, ..labelled(0, label) };
    assert_eq!(at(empty("One-time code"), unasked), Ok(vec![0]));
    assert_eq!(at(empty("SMS code"), unasked), Err(NoPlan::NoField));
    assert_eq!(at(empty("SMS code"), Asked::default()), Ok(vec![0]));
    assert_eq!(at(labelled(0, "One-time code"), unasked), Err(NoPlan::NoField));
    let waiting = FieldFacts { waits: true, ..empty("One-time code") };
    assert_eq!(at(waiting.clone(), unasked), Err(NoPlan::NoField), "the password comes first");
    assert_eq!(at(waiting, Asked::default()), Ok(vec![0]));
    assert_eq!(at(labelled(0, "One-time code"), Asked::default()), Ok(vec![0]));
}

#[test]
fn the_field_that_was_clicked_is_taken_whatever_it_looks_like() {
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
    // Nor does a click lift the binding.
    assert_eq!(planned("evil.example", &frames, focused), Err(NoPlan::Refused(Refusal::NotBound)));
}

#[test]
fn a_code_goes_behind_the_password_where_the_user_says_so() {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![Site::from_text("portal.iata.org").unwrap()];
    account.filling.appends = true;
    let lines = lines();
    let plan_for = |field: FieldFacts| {
        let frames = [frame(0, PORTAL, vec![labelled(0, "User"), field])];
        plan(
            &account,
            &Site::from_origin(PORTAL).unwrap(),
            &frames,
            Asked::default(),
            &[],
            &Words::read(&lines),
        )
    };
    let password = FieldFacts { input_type: "password".into(), ..labelled(1, "Password") };
    let plan = plan_for(password.clone()).unwrap();
    assert_eq!((plan.appends, plan.fields), (true, vec![1]));
    assert_eq!(plan_for(FieldFacts { empty: true, ..password.clone() }), Err(NoPlan::NoField));
    let new = FieldFacts { autocomplete: "new-password".into(), ..password };
    assert_eq!(plan_for(new), Err(NoPlan::NoField));
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
fn the_button_that_goes_on_is_told_from_its_neighbours() {
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
fn what_became_of_a_code_is_read_off_the_page() {
    let lines = lines();
    let words = Words::read(&lines);
    let after = |field: bool, alert: &str| {
        let fields = if field { vec![labelled(0, "One-time code")] } else { vec![] };
        let alerts = vec![alert.to_owned()];
        outcome(&[FrameFacts { alerts, ..frame(0, PORTAL, fields) }], &words)
    };
    assert_eq!(after(true, ""), Outcome::Open);
    assert_eq!(after(false, ""), Outcome::Accepted);
    assert_eq!(after(true, "Two-factor is enabled"), Outcome::Accepted);
    assert_eq!(after(true, "The code is not correct. Please try again."), Outcome::Refused);
    assert_eq!(after(true, "Der Code ist ungültig"), Outcome::Refused);
    assert_eq!(
        after(true, "This code was already used. You may need to wait for the next code."),
        Outcome::Used
    );
    assert_eq!(after(false, "An error in the news"), Outcome::Accepted);
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
    // The same words on a page that is nobody's we know say nothing.
    assert_eq!(way("portal.iata.org", page("Can't scan?", "")), None);
    assert_eq!(way("okta.com.evil.example", page("Can't scan?", "")), None);
}
