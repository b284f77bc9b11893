/// The lower-case letter of an upper-case one, for the scripts that portals' users write in: Latin,
/// Greek, Cyrillic and Armenian. Other characters are unchanged. (All of Unicode would be 12 KB of
/// tables.)
#[must_use]
pub fn lower_case(c: char) -> char {
    let shift = match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ա'..='Ֆ' => 48,
        'Ÿ' => return 'ÿ',
        'İ' => return 'i',
        'Ά' => return 'ά',
        'Έ'..='Ί' => 37,
        'Ό' => 64,
        'Ύ' | 'Ώ' => 63,
        // Pairs, upper case first: even, then odd code points.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' | 'Ѡ'..='ҁ' | 'Ҋ'..='ҿ' | 'Ḁ'..='ẕ' | 'Ạ'..='ỿ' => {
            1 - u32::from(c) % 2
        }
        // Odd, then even.
        'Ĺ'..='ň' | 'Ź'..='ž' => u32::from(c) % 2,
        _ => 0,
    };
    char::from_u32(u32::from(c) + shift).unwrap_or(c)
}

/// A lower-case Latin or Greek letter without its accents; two letters where one stands for two.
#[must_use]
pub fn without_accents(c: char) -> (char, Option<char>) {
    let plain = match c {
        'ß' => return ('s', Some('s')),
        'æ' => return ('a', Some('e')),
        'œ' => return ('o', Some('e')),
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' | 'ə' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        _ => c,
    };
    (plain, None)
}

#[cfg(test)]
mod tests {
    use super::lower_case;

    #[test]
    fn it_agrees_with_unicode_in_the_scripts_it_knows() {
        let scripts = ['\0'..='\u{17F}', 'Ά'..='ϋ', 'Ѐ'..='ӿ', 'Ա'..='և', 'Ḁ'..='ỿ'];
        let mut different = Vec::new();
        for c in scripts.into_iter().flatten() {
            let unicode: Vec<char> = c.to_lowercase().collect();
            if unicode != [lower_case(c)] {
                different.push(c);
            }
        }
        // Two whose lower case is two characters or in another block, and rare Cyrillic pairs.
        let known: String = different.iter().filter(|c| !('Ӏ'..='ӿ').contains(*c)).collect();
        assert_eq!(known, "İẞ");
    }
}
