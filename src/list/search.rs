use crate::account::{Account, Name, lower_case, without_accents};

/// Longer words are taken as they are written.
const NEAR_CHARS_MAX: usize = 32;

/// What is typed into the search field.
#[derive(Debug)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Words, whatever is between them; case and accents do not count.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { words: text.split_whitespace().map(plain).collect() }
    }

    /// Whether every word occurs in the issuer, the name, a tag or a site.
    #[must_use]
    pub fn finds(&self, account: &Account) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = text_of(account);
        self.words.iter().all(|word| text.contains(word))
    }

    /// Whether every word occurs or begins like a word that differs by a slip of the keyboard: a
    /// letter wrong, missing, too many, or two of them in the wrong order; two slips in long words.
    #[must_use]
    pub fn nearly_finds(&self, account: &Account) -> bool {
        let text = text_of(account);
        self.words.iter().all(|word| {
            text.contains(word) || text.split(is_between).any(|known| begins_nearly(word, known))
        })
    }
}

/// All that is searched, as [`plain`] text.
fn text_of(account: &Account) -> String {
    let Account { issuer, name, sites, keeping, .. } = account;
    let mut text = format!("{} {}", issuer.as_str(), name.as_str());
    for tag in keeping.tags.iter().map(Name::as_str) {
        text.push(' ');
        text.push_str(tag);
    }
    for site in sites {
        text.push(' ');
        text.push_str(&site.to_string());
    }
    plain(&text)
}

/// Names, addresses and hosts are cut where people see a cut.
fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation()
}

/// Lower case, without accents.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{652}')) {
        let (letter, second) = without_accents(lower_case(c));
        plain.push(letter);
        plain.extend(second);
    }
    plain
}

/// How many slips a word of so many letters may have.
fn slips(letters: usize) -> usize {
    match letters {
        4..=7 => 1,
        8..=NEAR_CHARS_MAX => 2,
        _ => 0,
    }
}

/// Whether some beginning of `known` is at most [`slips`] away from `word`, by the optimal string
/// alignment distance (Damerau 1964).
fn begins_nearly(word: &str, known: &str) -> bool {
    let most = slips(word.chars().count());
    // A slip brings in one letter at most: that tells most words apart, and is quick.
    let strange = letters(word) & !letters(known);
    if most == 0 || usize::try_from(strange.count_ones()).unwrap_or(0) > most {
        return false;
    }
    let word: Vec<char> = word.chars().collect();
    // Row by row: distances of the beginnings of `word` to one beginning of `known`.
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=word.len()).collect();
    let mut last = None;
    for (at, letter) in known.chars().enumerate().take(word.len() + most) {
        let mut next = vec![at + 1];
        for (column, wanted) in word.iter().enumerate() {
            let cell =
                |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let changed = cell(&row, column) + usize::from(*wanted != letter);
            let skipped = cell(&row, column + 1).min(cell(&next, column)) + 1;
            let mut distance = changed.min(skipped);
            let behind = column.checked_sub(1);
            if let Some(behind) = behind.filter(|_| last == Some(*wanted))
                && word.get(behind) == Some(&letter)
                && let Some(turned) = before.get(behind)
            {
                distance = distance.min(turned + 1);
            }
            next.push(distance);
        }
        if next.last().is_some_and(|distance| *distance <= most) {
            return true;
        }
        before = std::mem::replace(&mut row, next);
        last = Some(letter);
    }
    false
}

/// Which letters occur, as bits; those that share one are told apart later.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |bits, letter| bits | 1 << (u32::from(letter) % 64))
}

#[cfg(test)]
mod tests {
    use super::Query;
    use crate::account::{Account, Digits, Kind, Name, Period, Secret, Site};

    fn account() -> Account {
        let kind = Kind::Totp {
            algorithm: crate::account::Algorithm::Sha1,
            digits: Digits::default(),
            period: Period::default(),
        };
        let secret = Secret::new(vec![7; 20]).unwrap();
        let mut account = Account::new(kind, secret);
        account.issuer = Name::new("Telefónica Verwaltung");
        account.name = Name::new("zoë@Müller.example");
        account.sites = vec![Site::from_origin("https://portal.iata.org").unwrap()];
        account.keeping.tag("Straße");
        account
    }

    #[track_caller]
    fn check(query: &str, finds: bool, nearly: bool) {
        let (query, account) = (Query::new(query), account());
        assert_eq!((query.finds(&account), query.nearly_finds(&account)), (finds, nearly));
    }

    #[test]
    fn case_accents_and_order_of_words_do_not_count() {
        check("", true, true);
        check("telefonica", true, true);
        check("TELEFÓNICA zoe", true, true);
        check("muller verwalt", true, true);
        check("zoe\u{308}", true, true);
        check("strasse", true, true);
        check("iata", true, true);
        check("telefonica nobody", false, false);
    }

    #[test]
    fn a_slip_is_forgiven_in_four_letters_and_two_in_eight() {
        check("iaat", false, true);
        check("itaa", false, true);
        check("iatta", false, true);
        check("potral", false, true);
        check("telephonica", false, true);
        check("telfonca", false, true);
        check("verwlatugn", false, true);
        check("iat", true, true);
        check("ita", false, false);
        check("orange", false, false);
        check("paypal", false, false);
        check("ibta xxxx", false, false);
    }
}
