//! Keys printed on pages.

use postern_core::account::{Algorithm, Kind};
use postern_core::read::{BREAK, printed_keys};

/// Keys found in a text, with `\u{1E}` between its parts, as base32.
fn keys(text: &str) -> Vec<String> {
    printed_keys(text).iter().map(|account| account.secret.to_base32().to_string()).collect()
}

#[track_caller]
fn finds(text: &str, expected: &[&str]) {
    assert_eq!(keys(text), expected, "{text}");
}

const IATA: &str = "QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN";

#[test]
fn a_key_is_found_however_it_is_broken() {
    finds(&format!("Or enter this key: {IATA}"), &[IATA]);
    finds("Or enter this key:\nQG7UKIW6FQLIV4KO\n7KVHYKAYCZUVOPL\nN", &[IATA]);
    finds("Secret key\nQG7U KIW6 FQLI V4KO 7KVH YKAY CZUV OPLN\nDone", &[IATA]);
    finds("Setup key: qg7u kiw6 fqli v4ko 7kvh ykay czuv opln", &[IATA]);
    finds("key QG7U-KIW6-FQLI-V4KO-7KVH-YKAY-CZUV-OPLN.", &[IATA]);
    finds("Clé secrète : jbsw y3dp ehpk 3pxp", &["JBSWY3DPEHPK3PXP"]);
    finds("密钥 JBSWY3DPEHPK3PXP", &["JBSWY3DPEHPK3PXP"]);
    finds(&format!("Enter this key{BREAK}(JBSWY3DPEHPK3PXP){BREAK}COPY"), &["JBSWY3DPEHPK3PXP"]);
    finds("OR\nQG7UKIW6FQLIV4KO\n7KVHYKAYCZUVOPL\nN\nin your app, as the key", &[IATA]);
}

#[test]
fn a_key_is_never_cut() {
    let whole = "QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLNMFRGGZDFMZTWQ2LKKRSXG5CTMVRXEZLU";
    for length in [16, 20, 24, 26, 29, 31, 32, 39, 40, 48, 52, 64] {
        // The last character of most lengths holds fewer than five bits, and the others are zero.
        let key = format!("{}A", &whole[..length - 1]);
        let key = key.as_str();
        for size in [4, 5, 8] {
            let groups = key.as_bytes().chunks(size).map(|group| str::from_utf8(group).unwrap());
            let groups = groups.collect::<Vec<_>>().join(" ");
            finds(&format!("Secret key: {groups}"), &[key]);
            finds(&format!("SECRET KEY {groups} COPY"), &[key]);
        }
        let lines = key.as_bytes().chunks(16).map(|line| str::from_utf8(line).unwrap());
        finds(&format!("Secret key:\n{}", lines.collect::<Vec<_>>().join("\n")), &[key]);
    }
    // Groups go on beyond what could be a key: nothing is offered rather than a part.
    let groups = "QG7U KIW6 FQLI V4KO 7KVH ".repeat(8);
    finds(&format!("Secret key: {groups}"), &[]);
}

#[test]
fn a_key_is_found_in_any_script_and_typography() {
    let key = "JBSWY3DPEHPK3PXP";
    for text in [
        "Key:KEY",
        "密钥：KEY",
        "シークレットキー：KEY",
        "金鑰「KEY」請輸入",
        "请手动输入密钥KEY，然后继续",
        "secret=KEY&issuer=Contoso",
        "Secret key: KEYCopy",
        "Secret key\u{200E}: \u{200E}KEY\u{200E}",
        "أدخل المفتاح: \u{200F}KEY\u{200F}",
        "two factor set-up “KEY”",
        "MFA (KEY)",
    ] {
        finds(&text.replace("KEY", key), &[key]);
    }
    finds("Secret key: JBSW\u{AD}Y3DP\u{AD}EHPK\u{AD}3PXP", &[key]);
    finds("Secret key: JBSW_Y3DP_EHPK_3PXP", &[key]);
    finds("Secret key: jbswy3dpehpk3pxpCopy", &[key]);
}

#[test]
fn a_key_in_hexadecimal_digits_is_found_where_the_page_says_so() {
    let key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let digits = "3132333435363738393031323334353637383930";
    for text in [
        "Seed (hex): DIGITS",
        "Secret key (hexadecimal)\nDIGITS",
        "Secret: DIGITS (hex)",
        "OTP seed, hex: 31:32:33:34:35:36:37:38:39:30:31:32:33:34:35:36:37:38:39:30",
        "Hex seed: 31323334 35363738 39303132 33343536 37383930 Copy",
    ] {
        finds(&text.replace("DIGITS", digits), &[key]);
    }
    for text in [
        "Seed: DIGITS",
        "Order number (hex) DIGITS",
        "Secret key (hex): xDIGITS",
        "Secret key (hex): 313233343536373839",
        "Secret key (hex): 31323334353637383930313233343536373839301",
    ] {
        finds(&text.replace("DIGITS", digits), &[]);
    }
}

#[test]
fn a_key_without_digits_is_found_only_where_words_announce_it() {
    let key = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF";
    let groups = "ABCD EFGH IJKL MNOP QRST UVWX YZAB CDEF";
    finds(&format!("Enter this key:\n{groups}"), &[key]);
    finds(&format!("{groups} is not the key"), &[]);
    finds("Your secret key:\nqwertyuiopasdfgh", &["QWERTYUIOPASDFGH"]);
    finds("the secret of internationalize", &[]);
    finds("KEY: PLEASE SCAN THIS CODE WITH YOUR NEW PHONE NOW", &[]);
}

#[test]
fn recovery_codes_beside_a_key_are_not_keys() {
    let codes = "MFRGGZDFMZTWQ2LK\nKRSXG5CTMVRXEZLU";
    finds(
        &format!("Secret key: JBSWY3DPEHPK3PXP{BREAK}Backup codes:{BREAK}{codes}"),
        &["JBSWY3DPEHPK3PXP"],
    );
    finds("Recovery codes are shown later. Setup key: JBSWY3DPEHPK3PXP", &["JBSWY3DPEHPK3PXP"]);
}

#[test]
fn non_keys_are_not_mistaken_for_keys() {
    for text in [
        "",
        "Enter the key here",
        "CONTINUE TO THE NEXT STEP OF THE KEY SETUP PLEASE",
        "the secret of good autumn weather and other things that one should know",
        "Your order ABCD2345EFGH6723 was sent",
        "key: 1234567890123456",
        "key: ABCDEFGH",
        "key: 2222222222222222",
        "INTERNATIONALIZATIONS are key",
    ] {
        finds(text, &[]);
    }
    // Parts of a page that do not belong together are not joined.
    finds(&format!("key{BREAK}JBSWY3DP{BREAK}EHPK3PXP"), &[]);
}

#[test]
fn different_keys_are_listed_and_duplicates_are_merged() {
    let text = format!(
        "First key: JBSWY3DPEHPK3PXP{BREAK}Second key: {IATA}{BREAK}Again: JBSWY3DPEHPK3PXP"
    );
    finds(&text, &["JBSWY3DPEHPK3PXP", IATA]);
}

#[test]
fn only_the_first_four_of_many_keys_are_used() {
    let five =
        ["JBSWY3DPEHPK3PXP", "GEZDGNBVGY3TQOJQ", "MFRGGZDFMZTWQ2LK", IATA, "KRSXG5CTMVRXEZLU"];
    finds(&five.map(|key| format!("Key: {key}")).join("\u{1E}"), &five[..4]);
}

#[test]
fn a_key_with_a_word_beside_it_is_found_anywhere_on_the_page() {
    let long = "Thank you for choosing us. ".repeat(60);
    finds(&format!("{long}{BREAK}{long}{BREAK}Secret key: {IATA}"), &[IATA]);
    finds(&format!("Secret key{BREAK}{long}{BREAK}{long}{BREAK}{IATA}"), &[]);
}

/// A key with this many bytes between it and the word that marks it as one.
fn key_and_word(filler: &str, bytes: usize) -> String {
    let filler = filler.repeat(bytes / filler.len() + 1);
    let end = (0..=bytes).rev().find(|end| filler.is_char_boundary(*end)).unwrap();
    format!("Welcome. {IATA} {} secret key", &filler[..end])
}

#[test]
fn a_nearby_word_after_a_key_counts_like_one_before_it() {
    // One to four bytes per character: the limit of the range falls within some of them.
    for filler in [". ", "é ", "€ ", "€", "😀"] {
        for bytes in 360..385 {
            finds(&key_and_word(filler, bytes), &[IATA]);
        }
        for bytes in 405..430 {
            finds(&key_and_word(filler, bytes), &[]);
        }
    }
}

#[test]
fn a_key_ends_where_the_case_changes_or_a_word_is_not_base32() {
    finds("Secret key: JBSWY3DPEHPK3PXP continue", &["JBSWY3DPEHPK3PXP"]);
    finds("Secret key: jbswy3dpehpk3pxp CONTINUE", &["JBSWY3DPEHPK3PXP"]);
    finds("Secret key: JBSW Y3DP 1EHP K3PX", &[]);
}

#[test]
fn parameters_printed_beside_a_key_are_read_with_it() {
    let kind = |text: &str| printed_keys(text)[0].kind.clone();
    assert_eq!(kind("Key: JBSWY3DPEHPK3PXP"), totp(Algorithm::Sha1, 6, 30));
    assert_eq!(
        kind("Key: JBSWY3DPEHPK3PXP Algorithm: SHA-256 Digits: 8 Period: 60 s"),
        totp(Algorithm::Sha256, 8, 60)
    );
    assert_eq!(
        kind(
            "Enter the key JBSWY3DPEHPK3PXP, then the 7-digit token. A new one comes every 10 seconds."
        ),
        totp(Algorithm::Sha1, 7, 10)
    );
    assert_eq!(kind("Key: JBSWY3DPEHPK3PXP (SHA512)"), totp(Algorithm::Sha512, 6, 30));
    assert!(matches!(kind("Key: JBSWY3DPEHPK3PXP, counter-based"), Kind::Hotp { counter: 0, .. }));
}

fn totp(algorithm: Algorithm, digits: u8, seconds: u32) -> Kind {
    let uri = format!(
        "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm={}&digits={digits}&period={seconds}",
        algorithm.name()
    );
    postern_core::read::parse_uri(&uri).unwrap().account.kind
}

#[test]
fn no_text_crashes_the_reader() {
    // Cut inside multi-byte characters, and longer than the limit.
    let long = format!("{}キー JBSWY3DPEHPK3PXP", "é\u{1E}鍵 A2\n".repeat(20_000));
    assert!(keys(&long).len() <= 4);
    for end in 0..40 {
        let text: String =
            "key é鍵QG7UKIW6FQLIV4KO 7KVHYKAYCZUVOPL N é".chars().take(end).collect();
        keys(&text);
    }
    let run = "A2 ".repeat(3000);
    keys(&format!("key {run}"));
}
