//! The boundary, in a real browser: views out, failures as values, and no secret left in memory.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

use js_sys::{Function, JSON, Object, Reflect};
use postern_wasm::{
    Session, awaited_on, explain, inspect, make_device, outcome_of, printed_key_links, same_key,
    scan,
};
use tsify::{Ts, Tsify};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The value of a JavaScript expression.
fn js(expression: &str) -> JsValue {
    Function::new_no_args(&format!("return {expression}")).call0(&JsValue::NULL).unwrap()
}

/// A request as JavaScript passes it.
fn ts<T: Tsify>(request: &JsValue) -> Ts<T> {
    Ts::new_unchecked(request.clone())
}

fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

fn text(object: &JsValue, key: &str) -> String {
    field(object, key).as_string().unwrap()
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

/// The code of a failure; the call must have failed.
fn failure<T>(result: Result<T, JsValue>) -> String {
    text(&result.err().unwrap(), "code")
}

fn new_session() -> (Session, JsValue) {
    let device = JsValue::from(make_device().unwrap());
    (Session::create(ts(&device), 0.0).unwrap(), device)
}

fn list(session: &Session, now_ms: f64) -> JsValue {
    let request = js("({ query: '', origin: 'https://portal.iata.org', from: 0, count: 9 })");
    Reflect::set(&request, &"nowMs".into(), &now_ms.into()).unwrap();
    session.list(ts(&request)).unwrap().into()
}

const RFC_6238: &str = "({ text: 'otpauth://totp/IATA:jane?digits=8&issuer=IATA\
    &secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', origin: 'https://portal.iata.org' })";

#[wasm_bindgen_test]
fn an_account_is_added_stored_opened_and_listed_with_its_code() {
    let (mut session, device) = new_session();
    session.add(ts(&js(RFC_6238)), 1.0).unwrap();
    let stored = JsValue::from(session.stored(2.0).unwrap());
    drop(session);
    let session = Session::open(stored.unchecked_ref(), ts(&device)).unwrap();
    let view = list(&session, 59_000.0);
    let row = field(&field(&view, "rows"), "0");
    assert_eq!(text(&field(&row, "code"), "text"), "94287082");
    assert_eq!(field(&field(&row, "code"), "validUntilMs"), 60_000.0);
    assert_eq!(field(&row, "forPage"), true);
    assert!(!json(&view).contains("GEZD"), "views hold no secret");
    assert!(!json(&stored).contains("IATA"), "what is stored is sealed");
}

#[wasm_bindgen_test]
fn adding_twice_fails_and_adds_nothing() {
    let (mut session, _) = new_session();
    session.add(ts(&js(RFC_6238)), 1.0).unwrap();
    assert_eq!(failure(session.add(ts(&js(RFC_6238)), 2.0)), "account-exists");
    let preview = JsValue::from(session.preview(ts(&js(RFC_6238))).unwrap());
    assert_eq!(text(&preview, "status"), "same-key");
    assert!(!json(&preview).contains("GEZD"));
    assert_eq!(field(&list(&session, 3.0), "total"), 1.0);
}

#[wasm_bindgen_test]
fn failures_are_codes_and_numbers() {
    let (session, _) = new_session();
    let preview = |text: &str| {
        let request = Object::new();
        Reflect::set(&request, &"text".into(), &text.into()).unwrap();
        Reflect::set(&request, &"origin".into(), &"".into()).unwrap();
        session.preview(ts(&request)).err().unwrap()
    };
    for (text, expected) in [
        ("", r#"{"code":"key-missing"}"#),
        ("https://portal.iata.org", r#"{"code":"not-a-key"}"#),
        ("otpauth-migration://offline?data=x", r#"{"code":"migration"}"#),
        (
            "JBSWY3DPEHPK3PX8",
            r#"{"code":"key-look-alike","position":16,"found":"8","perhaps":"B"}"#,
        ),
        ("JBSW!", r#"{"code":"key-bad-character","position":5}"#),
        ("abcd1234", r#"{"code":"key-looks-hex"}"#),
        ("otpauth://totp/a?secret=JBSWY3DP&algorithm=MD5", r#"{"code":"algorithm-unsupported"}"#),
    ] {
        assert_eq!(json(&preview(text)), expected, "{text}");
    }
}

#[wasm_bindgen_test]
fn calls_of_any_shape_fail_softly() {
    let (mut session, device) = new_session();
    for shape in [
        "({})",
        "([])",
        "({ text: 1, origin: [] })",
        "({ frames: [{ fields: 7 }], origin: 1 })",
        "({ nowMs: NaN, query: '', origin: '', from: -1, count: 1e99 })",
    ] {
        let odd = js(shape);
        assert_eq!(failure(session.preview(ts(&odd))), "bad-request");
        assert_eq!(failure(session.add(ts(&odd), 1.0)), "bad-request");
        assert_eq!(failure(session.edit(ts(&odd), 1.0)), "bad-request");
        assert_eq!(failure(session.list(ts(&odd))), "bad-request");
        assert_eq!(failure(inspect(ts(&odd))), "bad-request");
        assert_eq!(failure(explain(ts(&odd))), "bad-request");
        assert_eq!(failure(outcome_of(ts(&odd), ts(&odd))), "bad-request");
        assert_eq!(failure(awaited_on(ts(&odd))), "bad-request");
        assert_eq!(failure(session.plan(ts(&odd))), "bad-request");
        assert_eq!(failure(Session::open(odd.unchecked_ref(), ts(&device))), "vault-damaged");
        assert_eq!(failure(Session::create(ts(&odd), 1.0)), "vault-wrong-key");
    }
    for id in ["", "x", "AAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(failure(session.code(id, 1.0)), "account-unknown");
        assert_eq!(failure(session.details(id, "")), "account-unknown");
        assert_eq!(failure(session.remove(id, 1.0)), "account-unknown");
    }
    for now_ms in [f64::NAN, -1.0, 1e300, f64::INFINITY] {
        assert_eq!(failure(session.stored(now_ms)), "bad-request");
    }
}

#[wasm_bindgen_test]
fn a_counter_goes_up_before_its_code_is_shown() {
    let (mut session, _) = new_session();
    let hotp = js(
        "({ text: 'otpauth://hotp/I:n?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=0', origin: '' })",
    );
    let id = session.add(ts(&hotp), 1.0).unwrap();
    for expected in ["755224", "287082", "359152"] {
        let code = JsValue::from(session.advance(&id, 2.0).unwrap());
        assert_eq!(text(&code, "text"), expected);
    }
    let last = js(
        "({ text: 'otpauth://hotp/I:m?secret=JBSWY3DPEHPK3PXP&counter=18446744073709551615', origin: '' })",
    );
    let id = session.add(ts(&last), 3.0).unwrap();
    assert_eq!(failure(session.advance(&id, 4.0)), "counter-exhausted");
}

#[wasm_bindgen_test]
fn a_plan_is_made_only_for_the_bound_site() {
    let (mut session, _) = new_session();
    let id = session.add(ts(&js(RFC_6238)), 1.0).unwrap();
    let ask = |top: &str, frame: &str| {
        js(&format!(
            "({{ id: '{id}', page: {{ origin: '{top}', words: 'strong en  one time code', frames: [{{
            frameId: 3, origin: '{frame}', fields: [{{ index: 5, inputType: 'text',
            autocomplete: 'one-time-code', usable: true, width: 200, height: 30 }}] }}] }} }})"
        ))
    };
    let (bound, other) = ("https://portal.iata.org", "https://iata-login.com");
    let plan = |session: &Session, top, frame| {
        json(&JsValue::from(session.plan(ts(&ask(top, frame))).unwrap()))
    };
    let planned = |fields: &str, confirm| {
        format!(
            r#"{{"frameId":3,"origin":"https://portal.iata.org","fields":[{fields}],"appends":false,"message":false,"known":true,"sends":[],"stays":[],"confirm":{confirm},"sendsTo":[]}}"#
        )
    };
    assert_eq!(plan(&session, bound, bound), planned("5", false));
    // A bound frame in an unrelated page: the user has to confirm exactly that pair.
    assert_eq!(plan(&session, other, bound), planned("", true));
    session.confirm_frame(&id, bound, "https://news.example", 2.0).unwrap();
    assert_eq!(plan(&session, other, bound), planned("", true));
    session.confirm_frame(&id, bound, other, 3.0).unwrap();
    assert_eq!(plan(&session, other, bound), planned("5", false));
    // The confirmation is valid only for the pair: pages of the frame's own site are unaffected.
    let frame = "https://pay.example";
    session.confirm_frame(&id, frame, bound, 4.0).unwrap();
    let in_frame = plan(&session, bound, frame);
    assert!(in_frame.contains(frame) && in_frame.contains(r#""fields":[5]"#), "{in_frame}");
    assert_eq!(failure(session.plan(ts(&ask(frame, frame)))), "site-not-bound");
    assert_eq!(failure(session.plan(ts(&ask(other, frame)))), "site-not-bound");
    let refused = |top, frame| failure(session.plan(ts(&ask(top, frame))));
    assert_eq!(refused(other, other), "site-not-bound");
    assert_eq!(refused(bound, other), "frame-foreign");
    assert_eq!(refused("http://portal.iata.org", bound), "page-insecure");
    assert_eq!(refused("chrome://settings", bound), "page-unsupported");
    let empty =
        js(&format!("({{ id: '{id}', page: {{ origin: '{bound}', words: '', frames: [] }} }})"));
    assert_eq!(failure(session.plan(ts(&empty))), "field-missing");
}

#[wasm_bindgen_test]
fn a_replaced_key_goes_to_the_bin_and_its_settings_stay() {
    let (mut session, _) = new_session();
    let text = |key: &str| {
        js(&format!(
            "({{ text: 'otpauth://totp/IATA:jane?secret={key}&issuer=IATA', origin: 'https://portal.iata.org' }})"
        ))
    };
    let old = session.add(ts(&text("JBSWY3DPEHPK3PXP")), 1.0).unwrap();
    session.bind(&old, "https://login.iata.org", 2.0).unwrap();
    let fresh = text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let preview = JsValue::from(session.preview(ts(&fresh)).unwrap());
    assert_eq!(field(&preview, "replaces").as_string().unwrap(), old);
    assert_eq!(field(&preview, "status").as_string().unwrap(), "same-name");
    let id = session.replace(ts(&fresh), &old, 3.0).unwrap();
    let details = JsValue::from(session.details(&id, "").unwrap());
    assert_eq!(js_sys::Array::from(&field(&details, "sites")).length(), 2);
    assert_eq!(failure(session.code(&old, 4.0)), "account-unknown");
    session.restore(&old, 5.0).unwrap();
    assert!(session.code(&old, 6.0).is_ok(), "it waited in the bin");
}

#[wasm_bindgen_test]
fn no_page_replaces_the_key_of_an_account_of_another_site() {
    let (mut session, _) = new_session();
    let text = |key: &str, origin: &str| {
        js(&format!(
            "({{ text: 'otpauth://totp/Bank:jane?secret={key}&issuer=Bank', origin: '{origin}' }})"
        ))
    };
    let own = text("JBSWY3DPEHPK3PXP", "https://bank.example");
    let old = session.add(ts(&own), 1.0).unwrap();
    for origin in ["https://evil.example", "https://bank.example.evil.example", ""] {
        let theirs = text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", origin);
        let preview = JsValue::from(session.preview(ts(&theirs)).unwrap());
        assert!(field(&preview, "replaces").is_undefined(), "{origin}");
        assert_eq!(failure(session.replace(ts(&theirs), &old, 2.0)), "site-not-bound");
        assert!(session.code(&old, 3.0).is_ok());
    }
}

#[wasm_bindgen_test]
fn the_chosen_one_of_several_accounts_of_a_site_is_first() {
    let (mut session, _) = new_session();
    let origin = "https://portal.iata.org";
    let mut add = |name: &str, key: &str| {
        let request = js(&format!("({{ text: '{key}', name: '{name}', origin: '{origin}' }})"));
        session.add(ts(&request), 1.0).unwrap()
    };
    let ids =
        [add("a", "JBSWY3DPEHPK3PXP"), add("b", "GEZDGNBVGY3TQOJQ"), add("c", "MZXW6YTBOJRGC6QA")];
    let first = |session: &Session| {
        let request =
            js(&format!("({{ query: '', origin: '{origin}', from: 0, count: 9, nowMs: 5 }})"));
        let list = JsValue::from(session.list(ts(&request)).unwrap());
        let row = js_sys::Array::from(&field(&list, "rows")).get(0);
        (field(&row, "id").as_string().unwrap(), field(&row, "chosen").is_truthy())
    };
    assert_eq!(first(&session), (ids[0].clone(), false));
    session.choose(&ids[2], origin, 2.0).unwrap();
    assert_eq!(first(&session), (ids[2].clone(), true));
    session.choose(&ids[1], origin, 3.0).unwrap();
    assert_eq!(first(&session), (ids[1].clone(), true));
    assert_eq!(failure(session.choose(&ids[1], "chrome://x", 4.0)), "site-unusable");
}

#[wasm_bindgen_test]
fn printed_keys_leave_as_links_and_are_compared_as_bytes() {
    let links = printed_key_links("Key:\nQG7UKIW6FQLIV4KO\n7KVHYKAYCZUVOPL\nN\n8-digit codes");
    assert_eq!(links, ["otpauth://totp/?secret=QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN&digits=8"]);
    assert!(same_key(&links[0], "qg7u kiw6 fqli v4ko 7kvh ykay czuv opln").unwrap());
    assert!(!same_key(&links[0], "JBSWY3DPEHPK3PXP").unwrap());
    assert_eq!(failure(same_key("https://evil.example", "JBSWY3DPEHPK3PXP")), "not-a-key");
}

#[wasm_bindgen_test]
fn a_picture_is_scanned() {
    let code = qrcode::QrCode::new("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP").unwrap();
    let (size, scale) = (code.width() + 8, 4);
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| (at / scale).checked_sub(4).filter(|at| *at < code.width());
        matches!((inside(x), inside(y)), (Some(x), Some(y)) if code[(x, y)] == qrcode::Color::Dark)
    };
    let side = size * scale;
    let pixels: Vec<u8> = (0..side * side)
        .flat_map(|at| if dark(at % side, at / side) { [0, 0, 0, 255] } else { [255; 4] })
        .collect();
    let width = u32::try_from(side).unwrap();
    let picture = web_sys::ImageData::new_with_u8_clamped_array(Clamped(&pixels), width).unwrap();
    let found = JsValue::from(scan(&picture).unwrap());
    let codes = js_sys::Array::from(&field(&found, "codes"));
    assert_eq!(codes.length(), 1);
    assert_eq!(text(&codes.get(0), "text"), "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP");
    assert!(field(&found, "obstacle").is_undefined());
}

/// How often a needle occurs in wasm memory; it is given as a JavaScript expression so that it
/// never enters that memory.
fn traces(needle: &str) -> f64 {
    let search = Function::new_with_args(
        "memory",
        &format!(
            "const needle = {needle}, bytes = new Uint8Array(memory.buffer); let found = 0;
            for (let at = bytes.indexOf(needle[0]); at >= 0; at = bytes.indexOf(needle[0], at + 1))
              if (needle.every((byte, i) => bytes[at + i] === byte)) found += 1;
            return found;"
        ),
    );
    search.call1(&JsValue::NULL, &wasm_bindgen::memory()).unwrap().as_f64().unwrap()
}

#[wasm_bindgen_test]
fn a_freed_session_leaves_no_secret_in_memory() {
    // The key is "PB2QMZLS" four times over; the test itself only ever contains one of them.
    let key = "'PB2QMZLS'.repeat(4)";
    let as_text = "[...new TextEncoder().encode('PB2QMZLS'.repeat(2))]";
    let as_bytes = "[0x78, 0x75, 6, 0x65, 0x72, 0x78, 0x75, 6, 0x65, 0x72]";
    let (mut session, device) = new_session();
    let request = js(&format!("({{ text: 'otpauth://totp/a?secret=' + {key}, origin: '' }})"));
    session.preview(ts(&request)).unwrap();
    session.add(ts(&request), 1.0).unwrap();
    assert_eq!(failure(session.add(ts(&request), 1.0)), "account-exists");
    let bad = js(&format!("({{ text: {key} + '8', origin: '' }})"));
    assert_eq!(failure(session.preview(ts(&bad))), "key-look-alike");
    list(&session, 5.0);
    let stored = JsValue::from(session.stored(2.0).unwrap());
    assert!(traces(as_bytes) > 0.0, "while it is open, the key is there: the search works");
    drop(session);
    let again = Session::open(stored.unchecked_ref(), ts(&device)).unwrap();
    drop(again);
    assert_eq!((traces(as_text), traces(as_bytes)), (0.0, 0.0));
}
