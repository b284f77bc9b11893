//! Visual skeletons of names, after Unicode TS #39 §4: names that a person would confuse have the
//! same skeleton.
//!
//! The full table of confusables is 238 KB of wasm in the crate `unicode-security`; this module has
//! only the lookalikes of Latin letters and digits (2 KB). In addition, case and accents are
//! ignored.

use super::{lower_case, without_accents};

/// The string that lookalike names have in common; empty if there is nothing to compare.
#[must_use]
pub fn skeleton(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(usual) {
        match latin(c) {
            Some(c) => push(&mut out, c),
            None => {
                let (plain, second) = without_accents(lower_case(c));
                push(&mut out, latin(plain).unwrap_or(plain));
                second.into_iter().for_each(|c| push(&mut out, c));
            }
        }
    }
    out
}

/// Appends the letters that a character looks like; drops spaces, punctuation and marks.
fn push(out: &mut String, c: char) {
    match c {
        '0' => out.push('o'),
        '1' | 'i' | 'I' | '|' => out.push('l'),
        'm' | 'M' => out.push_str("rn"),
        'w' | 'W' => out.push_str("vv"),
        c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
        // Combining marks, and general punctuation.
        '\u{300}'..='\u{36F}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{2000}'..='\u{206F}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' => {}
        c if c.is_ascii() || c.is_whitespace() => {}
        c => out.push(c),
    }
}

/// The base letter of a variant form: full width, mathematical, outlined, circled.
fn usual(c: char) -> char {
    let code = u32::from(c);
    let of = |first: char, at: u32| char::from_u32(u32::from(first) + at).unwrap_or(c);
    match c {
        '\u{FF01}'..='\u{FF5E}' => of('!', code - 0xFF01),
        // Consecutive alphabets: A to Z and a to z; Α to Ω, ∇ and α to ω; digits.
        '\u{1D400}'..='\u{1D6A3}' => of('a', (code - 0x1D400) % 26),
        '\u{1D6A4}' | '\u{1D6A5}' => of('i', code - 0x1D6A4),
        '\u{1D6A8}'..='\u{1D7C9}' => match (code - 0x1D6A8) % 58 {
            at @ 0..=24 => of('Α', at),
            at @ 26..=50 => of('α', at - 26),
            56 => 'ρ',
            _ => c,
        },
        '\u{1D7CA}' | '\u{1D7CB}' => 'f',
        '\u{1D7CE}'..='\u{1D7FF}' => of('0', (code - 0x1D7CE) % 10),
        '\u{1CCD6}'..='\u{1CCEF}' => of('a', code - 0x1CCD6),
        '\u{1CCF0}'..='\u{1CCF9}' => of('0', code - 0x1CCF0),
        '\u{24B6}'..='\u{24E9}' => of('a', (code - 0x24B6) % 26),
        '\u{1F130}'..='\u{1F149}' => of('a', code - 0x1F130),
        '\u{1F150}'..='\u{1F169}' => of('a', code - 0x1F150),
        '\u{1F170}'..='\u{1F189}' => of('a', code - 0x1F170),
        _ => c,
    }
}

fn latin(c: char) -> Option<char> {
    let like = |(_, others): &&(char, &str)| others.contains(c);
    if c.is_ascii() { Some(c) } else { LIKE.iter().find(like).map(|(letter, _)| *letter) }
}

/// From confusables.txt of Unicode 18, grouped by the letter they look like; `i`, `I` and `1` are
/// grouped with `l`, and `0` with `o`. If a capital is in a row, its lower-case letter is in the
/// same row (`в` with `В`).
const LIKE: [(char, &str); 33] = [
    ('2', "ƧϨ\u{10C7}\u{14BF}\u{1616}\u{1CB7}\u{A644}\u{A6EF}\u{A75A}\u{1FBF2}"),
    (
        '3',
        "ƷȜЗӠ\u{545}\u{969}\u{AE9}\u{1702}\u{1C95}\u{2C9C}\u{2CC4}\u{2CCC}\u{A76A}\u{A7AB}\
         \u{118CA}\u{16F3B}\u{1D206}\u{1FBF3}",
    ),
    ('4', "Ꮞ\u{AB9E}\u{118AF}\u{16E82}\u{1FBF4}"),
    ('5', "Ƽ\u{118BB}\u{1FBF5}"),
    ('6', "ϬбᏮ\u{2CD2}\u{2CD3}\u{2CDC}\u{A543}\u{ABBE}\u{118D5}\u{1FBF6}"),
    ('7', "\u{172A}\u{1C84}\u{104D2}\u{118C6}\u{16E8A}\u{1D1FE}\u{1D212}\u{1FBF7}"),
    ('8', "Ȣȣ\u{9EA}\u{A6A}\u{B03}\u{A589}\u{1031A}\u{11445}\u{169FE}\u{1E8CB}\u{1FBF8}"),
    (
        '9',
        "\u{9ED}\u{A67}\u{B68}\u{D6D}\u{2CCA}\u{2CCB}\u{A76E}\u{A76F}\u{118AC}\u{118CC}\
         \u{118D6}\u{169C1}\u{1E2F2}\u{1FBF9}",
    ),
    ('a', "ɑΑαАаᎪ\u{15C5}\u{237A}\u{A4EE}\u{AB64}\u{102A0}\u{16F40}\u{1DF5A}\u{1DF6A}"),
    (
        'b',
        "ƄΒβВЬв\u{7D5}ᏏᏴ\u{1472}\u{15AF}\u{15F7}ℬ\u{2C82}\u{A4D0}\u{A557}\u{A7B4}\u{10282}\
         \u{102A1}\u{10301}\u{1031C}\u{16EB6}\u{1D207}",
    ),
    (
        'c',
        "ϲϹСс\u{1004}\u{105A}Ꮯ\u{1C83}ᴄℂℭⅭⅽ\u{2CA4}\u{2CA5}\u{A4DA}\u{ABAF}\u{102A2}\u{10302}\
         \u{10415}\u{1043D}\u{1051B}\u{118E9}\u{118F2}\u{1D134}\u{1F74C}",
    ),
    ('d', "ԁᎠᏧ\u{146F}\u{15DE}\u{15EA}ⅅⅆⅮⅾ\u{A4D2}\u{A4D3}\u{1018B}"),
    (
        'e',
        "ΕεЕеҽᎬ℮ℯℰⅇ\u{22FF}\u{2D39}\u{A4F0}\u{A5CB}\u{AB32}\u{10286}\u{118A6}\u{118AE}\
         \u{1DF81}",
    ),
    (
        'f',
        "ſƒʄϜ\u{584}\u{7D3}\u{15B4}ẝℱ\u{A4DD}\u{A798}\u{A799}\u{AB35}\u{1017E}\u{10287}\
         \u{102A5}\u{10525}\u{118A2}\u{118C2}\u{1D213}",
    ),
    ('g', "ƍɡԌ\u{581}ᏀᏳᶃℊ\u{A4D6}"),
    ('h', "ΗηНнҺһ\u{570}\u{10B9}ᎻᏂ\u{157C}ℋℌℍℎ\u{2C8E}\u{A4E7}\u{102CF}"),
    ('j', "ȷͿϳЈј\u{575}Ꭻ\u{148D}ⅉ\u{A4D9}\u{A7B2}"),
    ('k', "ΚκКкᏦ\u{16D5}K\u{2C94}\u{A4D7}\u{10518}"),
    (
        'l',
        "¡ıƖǀɩɪΙιІіӀӏ\u{582}\u{5C0}\u{5D5}\u{5DF}\u{627}\u{661}\u{6F1}\u{7CA}\u{964}\u{104A}Ꭵ\
         Ꮮ\u{14AA}\u{16C1}\u{16D0}ιℐℑℒℓℹⅈⅠⅬⅰⅼ\u{21BF}\u{2223}\u{2373}\u{23FD}\u{2502}\u{2503}\
         \u{2C92}\u{2C93}\u{2CD0}\u{2D4A}\u{2D4F}\u{A4E1}\u{A4F2}\u{A56F}\u{A647}\u{A781}\
         \u{A7AE}\u{A7FE}\u{A830}\u{A8CE}\u{AA5D}\u{AB75}\u{FE31}\u{FE8D}\u{FE8E}\u{FFE8}\
         \u{1028A}\u{10309}\u{10320}\u{1041B}\u{1050E}\u{10526}\u{10926}\u{10C3E}\u{10CA5}\
         \u{10CFA}\u{11047}\u{110C0}\u{11141}\u{111C5}\u{113D4}\u{1144B}\u{115C5}\u{11641}\
         \u{118A3}\u{118B2}\u{118C3}\u{11C41}\u{11DDA}\u{11DE1}\u{16D63}\u{16EAA}\u{16F16}\
         \u{16F28}\u{1D100}\u{1D22A}\u{1D377}\u{1E141}\u{1E8C7}\u{1ED01}\u{1EE00}\u{1EE80}\
         \u{1FBF1}",
    ),
    (
        'm',
        "µΜμϺМм\u{560}Ꮇ\u{15F0}\u{16D6}ℳⅯⅿ\u{2C98}\u{A4DF}\u{102B0}\u{10311}\u{10C21}\
         \u{11700}\u{118E3}",
    ),
    ('n', "Ν\u{578}\u{57C}ℕ\u{2C9A}\u{A4E0}\u{10513}\u{11ABE}"),
    (
        'o',
        "ΟοσϭОо\u{555}\u{585}\u{5E1}\u{647}\u{665}\u{6BE}\u{6C1}\u{6D5}\u{6F5}\u{7C0}\u{7CB}\
         \u{840}\u{966}\u{9E6}\u{A66}\u{AE6}\u{B20}\u{B66}\u{BE6}\u{C02}\u{C66}\u{C82}\u{CE6}\
         \u{D02}\u{D20}\u{D66}\u{D82}\u{E50}\u{ED0}\u{101D}\u{1040}\u{10FF}\u{110B}\u{11BC}\
         \u{12D0}\u{17E0}\u{1A45}\u{1A80}\u{1A90}\u{1BEA}\u{1C82}\u{1CBF}ᴏᴑℴ\u{2C9E}\u{2C9F}\
         \u{2D54}\u{3007}\u{3147}\u{A4F3}\u{AB3D}\u{FBA6}\u{FBA7}\u{FBA8}\u{FBA9}\u{FBAA}\
         \u{FBAB}\u{FBAC}\u{FBAD}\u{FEE9}\u{FEEA}\u{FEEB}\u{FEEC}\u{FFB7}\u{10292}\u{102AB}\
         \u{1030F}\u{10404}\u{1042C}\u{104C2}\u{104EA}\u{10516}\u{1092C}\u{10C17}\u{10D07}\
         \u{11124}\u{11302}\u{114D0}\u{118B5}\u{118C8}\u{118D7}\u{118E0}\u{11DE0}\u{16AE9}\
         \u{1E140}\u{1E2F0}\u{1EE24}\u{1EE84}\u{1FBF0}",
    ),
    ('p', "þƿΡρϱϸРрᏢ\u{146D}ℙ\u{2374}\u{2CA2}\u{2CA3}\u{2CCE}\u{2CCF}\u{A4D1}\u{10295}"),
    ('q', "Ԛԛ\u{563}\u{566}ℚ\u{2D55}"),
    (
        'r',
        "ƦɌгᎡᏒ\u{1587}ᴦℛℜℝ\u{2C85}\u{A4E3}\u{AB47}\u{AB48}\u{AB81}\u{104B4}\u{16A19}\u{16F35}\
         \u{1D216}",
    ),
    (
        's',
        "ƽЅѕ\u{54F}\u{D1F}\u{10BD}\u{10FD}ᏕᏚ\u{1CBD}\u{A4E2}\u{A576}\u{A731}\u{ABAA}\u{10296}\
         \u{10420}\u{10448}\u{118C1}\u{16AD6}\u{16F3A}",
    ),
    (
        't',
        "ΤτТт\u{7E0}Ꭲ\u{22A4}\u{27D9}\u{2CA6}\u{3112}\u{4E05}\u{A4D4}\u{A50B}\u{10297}\
         \u{102B1}\u{10315}\u{118BC}\u{16F0A}\u{1D373}\u{1F768}",
    ),
    (
        'u',
        "ʋυ\u{54D}\u{57D}\u{1200}\u{144C}ᴜ\u{222A}\u{22C3}\u{A4F4}\u{A79F}\u{AB4E}\u{AB52}\
         \u{104CE}\u{104F6}\u{118B8}\u{118D8}\u{16F42}",
    ),
    (
        'v',
        "νѴѵ\u{5D8}\u{667}\u{6F7}Ꮩ\u{142F}ᴠⅤⅴ\u{2228}\u{22C1}\u{2D38}\u{A4E6}\u{A6DF}\u{ABA9}\
         \u{1051D}\u{10C1F}\u{11706}\u{118A0}\u{118C0}\u{16F08}\u{1CEFC}\u{1D20D}\u{1E145}",
    ),
    (
        'w',
        "ɯшѡԜԝ\u{561}ᎳᏔᴡ\u{29E2}\u{2CBD}\u{A4EA}\u{A7FA}\u{AB83}\u{ABA4}\u{1170A}\u{1170E}\
         \u{1170F}\u{118E6}\u{118EF}\u{1D20C}\u{1DF7D}",
    ),
    (
        'x',
        "×ΧχХх\u{1541}\u{157D}\u{166D}\u{166E}\u{16B7}\u{1763}\u{1BEC}\u{1CF5}Ⅹⅹ\u{2573}\
         \u{292B}\u{292C}\u{2A2F}\u{2CAC}\u{2D5D}\u{A4EB}\u{A7B3}\u{10290}\u{102B4}\u{10317}\
         \u{10322}\u{10527}\u{10C13}\u{10C82}\u{10CC2}\u{10CFC}\u{118EC}",
    ),
    (
        'y',
        "ɣʏΥγϒУуҮү\u{7CC}\u{10E7}ᎩᎽᶌỿℽ\u{2CA8}\u{2CA9}\u{311A}\u{4E2B}\u{A4EC}\u{AB5A}\
         \u{102B2}\u{10C20}\u{118A4}\u{118C4}\u{118DC}\u{16F43}",
    ),
    (
        'z',
        "Ζζ\u{10CD}Ꮓᴢℤℨ\u{2C6B}\u{2C6C}\u{2C8C}\u{2C8D}\u{2D2D}\u{A4DC}\u{A6C9}\u{AB93}\
         \u{102F5}\u{10507}\u{118A9}\u{118E5}\u{11ABC}",
    ),
];
