/// The lower-case letter of an upper-case one, for the scripts that portals' users write in: Latin,
/// Greek, Cyrillic and Armenian. Other characters stay. (All of Unicode would be 12 KB of tables.)
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
        // Two that become two characters or leave their block, and rare Cyrillic pairs.
        let known: String = different.iter().filter(|c| !('Ӏ'..='ӿ').contains(*c)).collect();
        assert_eq!(known, "İẞ");
    }
}
