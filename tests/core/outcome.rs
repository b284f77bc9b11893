//! The outcome of a code, page by page: the right code, a wrong one, and nothing pressed. The same
//! kinds of pages are tested in a real browser in `tests/e2e/outcome.test.mjs`.

use crate::field::{labelled, lines};
use postern_core::page::{
    ButtonFacts, FieldFacts, FrameFacts, Outcome, Said, Traces, Words, awaited, outcome,
};

/// A page that asks for a code, and one that does not.
const ASKS: bool = true;
const GONE: bool = false;

#[track_caller]
fn check(page: &str, asks: bool, said: &[Said], traces: Traces, expected: Outcome) {
    let fields = if asks { vec![labelled(0, "One-time code")] } else { vec![] };
    let frame = FrameFacts { fields, ..FrameFacts::default() };
    let lines = lines();
    assert_eq!(outcome(&[frame], said, traces, &Words::read(&lines)), expected, "{page}");
}

fn new(text: &str) -> Said {
    Said { text: text.into(), ..Said::default() }
}

fn near(text: &str) -> Said {
    Said { near: true, ..new(text) }
}

fn old(text: &str) -> Said {
    Said { before: true, ..new(text) }
}

/// A page at rest with a known code field, where nothing has happened.
const REST: Traces = Traces {
    sent: false,
    requested: false,
    touched: false,
    left: false,
    moved: false,
    onward: false,
    status: 200,
    held: false,
    known: true,
    password: false,
    blank: false,
    calm: true,
};
/// The same page, some time after Verify was pressed.
const SENT: Traces = Traces { sent: true, requested: true, ..REST };
/// The next page, after Verify was pressed.
const NEXT: Traces = Traces { sent: true, moved: true, onward: true, ..REST };
/// Another page, to which a link, the address bar or the history led.
const AWAY: Traces = Traces { moved: true, onward: true, touched: true, ..REST };
/// The next page, reached by typing the last digit alone.
const SELF: Traces = Traces { left: true, moved: true, onward: true, ..REST };

const WRONG: &str = "The code is not correct. Please try again.";
const ON: &str = "Two-factor authentication is on";
const FLASH: &str = "Your profile was successfully updated.";

#[test]
fn pages_of_the_server_answer_with_the_next_page() {
    use Outcome::{Accepted, Open, Refused, Unknown, Used};
    check("1 redirect to the dashboard: right", GONE, &[], NEXT, Accepted);
    check("1 the form again: wrong", ASKS, &[new(WRONG)], NEXT, Refused);
    check("1 left for another page", GONE, &[], AWAY, Unknown);
    check("2 German: right", GONE, &[new("Erfolgreich angemeldet")], NEXT, Accepted);
    check("2 German: wrong", ASKS, &[new("Der Code ist ungültig")], NEXT, Refused);
    check("2 German: nothing", ASKS, &[], REST, Open);
    for said in [
        "Koden är felaktig",
        "Forkert kode",
        "Virheellinen koodi",
        "Codul este incorect",
        "Невірний код",
        "Λανθασμένος κωδικός",
        "קוד שגוי",
        "गलत कोड",
        "Mã xác minh không đúng",
        "Kode verifikasi salah",
        "验证码错误",
        "Código incorreto",
    ] {
        check(said, ASKS, &[new(said)], NEXT, Refused);
    }
    check("3 refused twice in the same words", ASKS, &[old(WRONG)], NEXT, Refused);
    check("3 … nothing pressed the second time", ASKS, &[old(WRONG)], REST, Open);
    check("3 … right the second time", GONE, &[], NEXT, Accepted);
    check("4 422 and no words", ASKS, &[], Traces { status: 422, ..NEXT }, Refused);
    check("4 422, but nothing was sent", ASKS, &[], Traces { status: 422, ..AWAY }, Open);
    check("4 asked again without a word", ASKS, &[], NEXT, Open);
    let login = Traces { password: true, ..NEXT };
    check("5 back at the password", GONE, &[], login, Unknown);
    check("5 … with the reason", GONE, &[new("Invalid security code")], login, Refused);
    check("5 … to sign in anew", GONE, &[new("Two-factor is enabled")], login, Accepted);
    let broken = Traces { status: 500, ..NEXT };
    check("6 the server fails", GONE, &[], broken, Unknown);
    check("7 used before", ASKS, &[new("This code was already used.")], NEXT, Used);
    check("7 a hint that was there", ASKS, &[old("Wait for the next code")], SENT, Open);
    check("8 too many attempts", GONE, &[new("Too many incorrect codes")], NEXT, Unknown);
    let both = new("Verified: the security code was wrong");
    check("8 … and says both", GONE, &[both], NEXT, Unknown);
    check("9 another trouble", GONE, &[new("Your password has expired")], NEXT, Accepted);
    check("9 … about somebody's token", GONE, &[new("A token expired yesterday")], NEXT, Unknown);
}

#[test]
fn script_driven_pages_answer_in_place() {
    use Outcome::{Accepted, Open, Refused, Unknown};
    check("10 the form goes: right", GONE, &[], SENT, Accepted);
    check("10 an alert: wrong", ASKS, &[new(WRONG)], SENT, Refused);
    check("10 a dialog that is closed", GONE, &[], Traces { touched: true, ..REST }, Unknown);
    check("11 says so, keeps the form: right", ASKS, &[new(ON)], SENT, Accepted);
    check("11 under the field: wrong", ASKS, &[near("Invalid value")], SENT, Refused);
    check("11 checks while one types", ASKS, &[near("Invalid value")], REST, Open);
    check("12 a network error", ASKS, &[new("An error occurred. Try again.")], SENT, Open);
    check("13 disabled while it waits", GONE, &[], Traces { held: true, ..SENT }, Open);
    check("13 a spinner in its place", GONE, &[], Traces { calm: false, ..SENT }, Open);
    let busy = Traces { requested: true, ..REST };
    check("14 the last digit sends: right", GONE, &[], busy, Accepted);
    check("14 the last digit sends: wrong", ASKS, &[new(WRONG)], busy, Refused);
    check("14 … it goes, but asks nobody", GONE, &[], REST, Unknown);
    check("14 … it only counts visits", ASKS, &[], busy, Open);
    let clicked = Traces { touched: true, ..busy };
    check("14 … and the person goes", GONE, &[], clicked, Unknown);
    check("15 a field that no words name", GONE, &[], Traces { known: false, ..SENT }, Unknown);
    check("15 … and says so", GONE, &[new(ON)], Traces { known: false, ..SENT }, Accepted);
}

#[test]
fn pages_that_draw_late_are_waited_for() {
    use Outcome::{Accepted, Open, Refused};
    let blank = Traces { blank: true, ..NEXT };
    check("16 nothing drawn yet", GONE, &[], blank, Open);
    check("16 … skeletons", GONE, &[], Traces { calm: false, ..NEXT }, Open);
    check("16 … then the dashboard: right", GONE, &[], NEXT, Accepted);
    check("16 … then the form: wrong", ASKS, &[new("Invalid authenticator code.")], NEXT, Refused);
    let loading = Traces { calm: false, ..NEXT };
    check("17 its words need no calm: right", GONE, &[new(ON)], loading, Accepted);
    check("17 its words need no calm: wrong", ASKS, &[new(WRONG)], loading, Refused);
}

#[test]
fn what_was_there_before_says_nothing() {
    use Outcome::{Accepted, Open, Refused, Unknown};
    check("18 an old flash: nothing", ASKS, &[old(FLASH)], REST, Open);
    check("18 an old flash: wrong", ASKS, &[old(FLASH), new(WRONG)], NEXT, Refused);
    check("18 an old flash: pressed", ASKS, &[old(FLASH)], SENT, Open);
    check("18 a late flash, left", GONE, &[new(FLASH)], AWAY, Unknown);
    check("18 a new flash beside the form", ASKS, &[new(FLASH)], SENT, Open);
    check("19 a banner", GONE, &[old("Two-factor is not enabled")], NEXT, Accepted);
    check("19 a banner that denies", ASKS, &[new("Two-factor is not enabled")], SENT, Open);
    check("20 sent again", ASKS, &[new("A code was successfully sent to you")], SENT, Open);
    check("20 an error of old, typed", ASKS, &[old("Verification code error")], REST, Open);
}

#[test]
fn leaving_is_not_a_submission() {
    use Outcome::{Accepted, Open, Unknown};
    check("21 the last digit's own page: right", GONE, &[], SELF, Accepted);
    check("21 back", GONE, &[], Traces { onward: false, ..SELF }, Unknown);
    check("21 a link", GONE, &[], Traces { left: false, ..SELF }, Unknown);
    check("21 reloaded", ASKS, &[], Traces { onward: false, ..SELF }, Open);
    check("22 reloaded, with its old words", ASKS, &[new(WRONG)], AWAY, Open);
    check("22 a success elsewhere", GONE, &[new(ON)], AWAY, Unknown);
}

#[test]
fn buttons_that_send_are_told_apart_from_those_that_do_not() {
    let button = |index: u32, text: &str, fields: &[u32]| ButtonFacts {
        index,
        text: text.into(),
        fields: fields.into(),
        ..ButtonFacts::default()
    };
    let buttons = vec![
        button(0, "Verify", &[0]),
        button(1, "Cancel", &[0]),
        button(2, "Continue", &[]),
        button(3, "News", &[]),
        button(4, "➜", &[0]),
        button(5, "Continue with another method", &[0]),
    ];
    let fields: Vec<FieldFacts> = vec![labelled(0, "One-time code")];
    let frames = [FrameFacts { id: 7, fields, buttons, ..FrameFacts::default() }];
    let lines = lines();
    let awaited = awaited(&frames, &Words::read(&lines));
    assert_eq!((awaited.frame, awaited.fields), (7, vec![0]));
    assert_eq!((awaited.around.sends, awaited.around.stays), (vec![0, 2, 4], vec![1, 3, 5]));
}
