//! Which field of a page receives the code, in the words of many languages.

use crate::path;
use postern_core::page::{Class, FieldFacts, Purpose, Words, best_target, judged};
use std::collections::BTreeSet;

pub(crate) fn lines() -> String {
    std::fs::read_to_string(path("extension/core/words.txt")).unwrap()
}

/// A visible, empty text field of usual size.
fn field(index: u32) -> FieldFacts {
    FieldFacts {
        index,
        input_type: "text".into(),
        usable: true,
        in_view: true,
        x: 100.0,
        y: 100.0 + f64::from(index) * 60.0,
        width: 280.0,
        height: 40.0,
        ..FieldFacts::default()
    }
}

pub(crate) fn labelled(index: u32, label: &str) -> FieldFacts {
    FieldFacts { label: label.into(), ..field(index) }
}

/// The target for a code of `chars` characters: its purpose, and its fields.
fn pick(fields: &[FieldFacts], chars: Option<u8>) -> Option<(Purpose, Vec<u32>)> {
    let lines = lines();
    let target = best_target(fields, "", chars, &Words::read(&lines))?;
    Some((target.judgement.purpose, target.fields))
}

#[track_caller]
fn picks(fields: &[FieldFacts], expected: Option<u32>) {
    let expected = expected.map(|field| (Purpose::Authenticator, vec![field]));
    assert_eq!(
        pick(fields, Some(6)),
        expected,
        "{:?}",
        fields.iter().map(|f| &f.label).collect::<Vec<_>>()
    );
}

#[test]
fn the_four_portals_words_are_understood() {
    for label in [
        "Enter the code here",
        "Authorization code",
        "Token or Security Key",
        "Enter the code from your authenticator app",
        "6-digit code",
        "otpCode",
    ] {
        picks(&[labelled(0, label)], Some(0));
    }
    let token =
        FieldFacts { input_type: "password".into(), ..labelled(2, "Token or Security Key") };
    picks(&[labelled(0, "Username"), labelled(1, "Password"), token], Some(2));
    let search = FieldFacts { input_type: "search".into(), ..labelled(0, "Search") };
    picks(&[search, labelled(1, "Enter the code here")], Some(1));
}

#[test]
fn a_field_marked_as_one_time_code_wins() {
    let marked = FieldFacts { autocomplete: "section-a one-time-code".into(), ..field(1) };
    picks(&[labelled(0, "Code"), marked], Some(1));
}

#[test]
fn other_fields_are_left_alone() {
    for label in [
        "Search",
        "Promo code",
        "Postcode",
        "ZIP code",
        "Country code",
        "CVV",
        "Phone number",
        "E-mail",
        "Username",
        "Recovery code",
        "Captcha",
        "Customer number",
        "Answer",
        "",
    ] {
        picks(&[labelled(0, label)], None);
    }
    picks(&[FieldFacts { input_type: "password".into(), ..labelled(0, "Password") }], None);
    picks(&[FieldFacts { usable: false, ..labelled(0, "One-time code") }], None);
    picks(&[FieldFacts { max_length: Some(3), ..labelled(0, "Security code") }], None);
}

pub(crate) fn boxes(count: u32, max_length: Option<u32>) -> Vec<FieldFacts> {
    let at = |index| FieldFacts {
        x: f64::from(index) * 56.0,
        y: 100.0,
        width: 46.0,
        max_length,
        ..field(index)
    };
    (0..count).map(at).collect()
}

#[test]
fn a_row_of_boxes_accepts_one_character_each() {
    let split = |count| Some((Purpose::Authenticator, (0..count).collect()));
    assert_eq!(pick(&boxes(6, Some(1)), Some(6)), split(6));
    assert_eq!(pick(&boxes(7, Some(1)), Some(7)), split(7));
    assert_eq!(pick(&boxes(6, Some(1)), None), split(6));
    let named = |fields: Vec<FieldFacts>| -> Vec<FieldFacts> {
        fields.into_iter().map(|field| FieldFacts { label: "OTP digit".into(), ..field }).collect()
    };
    assert_eq!(pick(&named(boxes(6, None)), Some(6)), split(6));
    let wide = boxes(6, Some(1)).into_iter().map(|field| FieldFacts { width: 160.0, ..field });
    assert_eq!(pick(&wide.collect::<Vec<_>>(), Some(6)), split(6));
    // The first box of some widgets accepts a pasted code.
    let mut first_long = boxes(6, Some(1));
    first_long[0].max_length = Some(6);
    assert_eq!(pick(&first_long, Some(6)), split(6));
    // Marked boxes are a row in a narrow window as well, where they are stacked.
    let stacked = (0..6).map(|at| FieldFacts {
        autocomplete: "one-time-code".into(),
        max_length: Some(if at == 0 { 6 } else { 1 }),
        width: 180.0,
        y: f64::from(at) * 50.0,
        ..labelled(at, "")
    });
    assert_eq!(pick(&stacked.collect::<Vec<_>>(), Some(6)), split(6));
    // A code of another length does not fit, nor do the four boxes of a card number.
    assert_eq!(pick(&boxes(6, Some(1)), Some(8)), None);
    assert_eq!(pick(&boxes(4, Some(4)), Some(4)), None);
    assert_eq!(pick(&boxes(3, Some(1)), None), None);
}

#[test]
fn codes_that_come_by_message_are_told_apart() {
    let message = |field: FieldFacts| {
        let expected = Some((Purpose::Message, vec![0]));
        assert_eq!(pick(std::slice::from_ref(&field), Some(6)), expected, "{field:?}");
    };
    for label in
        ["SMS code", "E-mail code", "Enter the code we sent you", "Phone verification code"]
    {
        message(labelled(0, label));
    }
    for before in [
        "We sent you a text message",
        "Enter the code we emailed to j***@agency.aero",
        "Wir haben Ihnen einen Code per SMS gesendet",
        "Nous vous avons envoyé un code par e-mail",
        "コードを送信しました",
    ] {
        message(FieldFacts { above: before.into(), ..labelled(0, "Verification code") });
    }
    // It is the second choice beside a field for the authenticator.
    picks(&[labelled(0, "SMS code"), labelled(1, "Authorization code")], Some(1));
    // The page may offer a message as an alternative.
    let other_way = FieldFacts {
        above: "Enter the code from your authenticator app".into(),
        asides: "Send me an SMS instead".into(),
        ..labelled(0, "Code")
    };
    picks(&[other_way], Some(0));
}

#[test]
fn recovery_codes_secrets_and_similar_fields_are_told_apart() {
    let lines = lines();
    let words = Words::read(&lines);
    for (label, purpose) in [
        ("Recovery code", Purpose::Recovery),
        ("Backup code", Purpose::Recovery),
        ("Secret key", Purpose::Secret),
        ("Setup key", Purpose::Secret),
        ("Promo code", Purpose::Other),
        ("Security code on the back of your card", Purpose::Other),
        ("Type the letters shown in the picture: verification code", Purpose::Other),
    ] {
        let judged = judged(&[labelled(0, label)], "", &words);
        assert_eq!(judged[0].judgement.purpose, purpose, "{label}");
        assert!(judged[0].judgement.reasons.is_empty(), "{label}");
    }
}

#[test]
fn a_key_is_never_confused_with_the_portal_that_calls_its_token_one() {
    picks(&[labelled(0, "Token or Security Key")], Some(0));
    picks(&[labelled(0, "Secret key")], None);
}

#[test]
fn pages_in_all_languages_of_the_market_are_understood() {
    for label in [
        "Sicherheitscode",
        "Code de vérification",
        "Código de verificación",
        "Código de verificação",
        "Codice di verifica",
        "Verificatiecode",
        "Verifieringskod",
        "Bekræftelseskode",
        "Bekreftelseskode",
        "Vahvistuskoodi",
        "Kod weryfikacyjny",
        "Ověřovací kód",
        "Overovací kód",
        "Ellenőrző kód",
        "Cod de verificare",
        "Код за потвърждение",
        "Kontrolni kod",
        "Κωδικός επαλήθευσης",
        "Doğrulama kodunu girin",
        "Код подтверждения",
        "Код підтвердження",
        "رمز التحقق",
        "קוד אימות",
        "सत्यापन कोड",
        "確認コードを入力してください",
        "인증 코드를 입력하세요",
        "动态码",
        "動態密碼",
        "รหัสยืนยัน",
        "Mã xác minh",
        "Kode verifikasi",
        "Kod pengesahan",
        "Patvirtinimo kodas",
        "Apstiprinājuma kods",
        "Kinnituskood",
        "Codi de verificació",
        "کد تایید",
        "Potrditvena koda",
        "Təsdiqləmə kodu",
    ] {
        picks(&[labelled(0, label)], Some(0));
    }
}

#[test]
fn the_words_cover_at_least_28_languages_and_no_line_is_lost() {
    let lines = lines();
    let mut languages = BTreeSet::new();
    let mut lost: Vec<String> = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut parts = line.splitn(3, ' ');
        let (class, language) = (parts.next().unwrap(), parts.next().unwrap());
        let phrases = parts.next().unwrap().trim();
        assert!(
            phrases.split('|').all(|phrase| phrase.trim() == phrase && !phrase.is_empty()),
            "{line}"
        );
        // Every phrase of a line is found by the reader, so none is misspelt.
        let words = Words::read(line);
        for phrase in phrases.split('|') {
            let found = words.classes(&phrase.replace('*', ""));
            let known = [
                Class::App,
                Class::Strong,
                Class::Weak,
                Class::Sent,
                Class::Channel,
                Class::Recovery,
                Class::Secret,
                Class::Never,
                Class::Trap,
                Class::Password,
                Class::Other,
                Class::Go,
                Class::Stay,
                Class::Refused,
                Class::Used,
                Class::Accepted,
                Class::Aside,
                Class::Pin,
                Class::Or,
            ];
            if !known.into_iter().any(|class| found.has(class)) {
                lost.push(format!("{class} {language}: {phrase}"));
            }
        }
        if class == "strong" {
            languages.insert(language.to_owned());
        }
    }
    assert!(lost.is_empty(), "never found: {lost:?}");
    assert!(languages.len() >= 28, "{languages:?}");
}
