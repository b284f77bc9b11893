//! What is filled when a user asks, and what is not filled unasked.

use crate::account;
use crate::field::{boxes, labelled, lines};
use crate::plan::{OTHER, PORTAL, frame, planned, site};
use postern_core::page::{Asked, FieldFacts, NoPlan, Words, plan};

/// The plan for fields on the account's own page.
fn at_home(fields: Vec<FieldFacts>, asked: Asked) -> Result<Vec<u32>, NoPlan> {
    planned("portal.iata.org", &[frame(0, PORTAL, fields)], asked).map(|plan| plan.fields)
}

const UNASKED: Asked = Asked { focused: false, unasked: true, message: false };

#[test]
fn a_user_who_asks_at_the_accounts_own_site_gets_the_most_plausible_field() {
    let pin = || FieldFacts { empty: true, max_length: Some(6), ..labelled(0, "Pin Code") };
    assert_eq!(at_home(vec![pin()], Asked::default()), Ok(vec![0]));
    assert_eq!(at_home(vec![pin()], UNASKED), Err(NoPlan::NoField));
    // Neither of two equal fields; and none beside a password that is still to be typed.
    let two = vec![pin(), FieldFacts { index: 1, ..pin() }];
    assert_eq!(at_home(two, Asked::default()), Err(NoPlan::NoField));
    let waiting = FieldFacts { waits: true, with_password: true, ..pin() };
    assert_eq!(at_home(vec![waiting], Asked::default()), Err(NoPlan::NoField));
    // At another site, or in a frame of one, clearer words are needed.
    let elsewhere = [frame(0, PORTAL, vec![pin()])];
    assert!(planned("evil.example", &elsewhere, Asked::default()).is_err());
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![site(PORTAL), site(OTHER)];
    let lines = lines();
    let words = Words::read(&lines);
    let in_frame = |label: &str| {
        let field = FieldFacts { label: label.into(), ..pin() };
        let frames = [frame(0, PORTAL, vec![]), frame(7, OTHER, vec![field])];
        plan(&account, &site(PORTAL), &frames, Asked::default(), &[], &words)
    };
    assert!(in_frame("Pin Code").is_err());
    assert!(in_frame("One-time code").unwrap().confirm);
}

#[test]
fn a_field_for_just_any_code_is_not_filled_unasked() {
    let code = |label: &str, heading: &str| FieldFacts {
        empty: true,
        max_length: Some(6),
        before: label.into(),
        heading: heading.into(),
        ..labelled(0, label)
    };
    assert_eq!(at_home(vec![code("Code", "")], UNASKED), Err(NoPlan::NoField));
    assert_eq!(at_home(vec![code("Code", "")], Asked::default()), Ok(vec![0]));
    assert_eq!(at_home(vec![code("Code", "Two-factor login")], UNASKED), Ok(vec![0]));
}

#[test]
fn a_page_that_wants_a_sent_code_gets_this_one_only_after_confirmation() {
    let at = |above: &str, asked: Asked| {
        let field =
            FieldFacts { empty: true, above: above.into(), ..labelled(0, "Verification code") };
        let plan = planned("portal.iata.org", &[frame(0, PORTAL, vec![field])], asked).unwrap();
        (plan.message, plan.confirm, plan.fields)
    };
    let sent = "We have sent a code to jane@agency.aero.";
    let agreed = Asked { message: true, ..Asked::default() };
    assert_eq!(at(sent, Asked::default()), (true, true, vec![]));
    assert_eq!(at(sent, agreed), (false, false, vec![0]));
    assert_eq!(at("Open your authenticator app.", Asked::default()), (false, false, vec![0]));
}

#[test]
fn a_field_that_is_read_only_until_it_has_the_focus_is_filled_if_nothing_competes() {
    let closed = |index, empty| FieldFacts {
        usable: false,
        openable: true,
        read_only: true,
        empty,
        ..labelled(index, "One-time code")
    };
    assert_eq!(at_home(vec![closed(0, true)], Asked::default()), Ok(vec![0]));
    assert_eq!(at_home(vec![closed(0, true)], UNASKED), Err(NoPlan::NoField));
    assert_eq!(at_home(vec![closed(0, false)], Asked::default()), Err(NoPlan::NoField));
    let both = vec![closed(0, true), labelled(1, "Authenticator code")];
    assert_eq!(at_home(both, Asked::default()), Ok(vec![1]));
    let disabled = FieldFacts { read_only: false, ..closed(0, true) };
    assert_eq!(at_home(vec![disabled], Asked::default()), Err(NoPlan::NoField));
}

#[test]
fn a_row_may_be_disabled_after_its_first_box_or_accept_a_code_in_parts() {
    let row = |count, max: Option<u32>| -> Vec<FieldFacts> {
        let named = |field| FieldFacts { empty: true, label: "OTP code".into(), ..field };
        boxes(count, max).into_iter().map(named).collect()
    };
    let closed = |from: usize, fields: Vec<FieldFacts>| -> Vec<FieldFacts> {
        let close = |(at, field): (usize, FieldFacts)| FieldFacts {
            usable: at < from,
            openable: true,
            ..field
        };
        fields.into_iter().enumerate().map(close).collect()
    };
    let all = |count: u32| Ok((0..count).collect::<Vec<_>>());
    assert_eq!(at_home(closed(1, row(6, Some(1))), UNASKED), all(6));
    assert_eq!(at_home(closed(0, row(6, Some(1))), Asked::default()), Err(NoPlan::NoField));
    // Its first box accepts the whole code, the others have no limit.
    let mut whole = row(6, None);
    whole[0].max_length = Some(6);
    assert_eq!(at_home(whole, UNASKED), all(6));
    // A dash in a separate box is not part of the row.
    let mut dashed = row(7, Some(1));
    dashed[3] = FieldFacts { usable: false, openable: true, empty: false, ..dashed[3].clone() };
    assert_eq!(at_home(dashed, UNASKED), Ok(vec![0, 1, 2, 4, 5, 6]));
    assert_eq!(at_home(row(2, Some(3)), UNASKED), all(2));
    assert_eq!(at_home(row(3, Some(2)), UNASKED), all(3));
    assert_eq!(at_home(row(2, Some(4)), Asked::default()), Err(NoPlan::NoField), "eight digits");
    // A click into one part selects all of them.
    let mut clicked = row(2, Some(3));
    clicked[1].focused = true;
    let focused = Asked { focused: true, ..Asked::default() };
    assert_eq!(at_home(clicked, focused), all(2));
}
