use crate::account::{Account, Name, Site, lower_case, without_accents};

/// Longer words have to match exactly.
const NEAR_CHARS_MAX: usize = 32;

/// The contents of the search field.
#[derive(Debug)]
pub struct Query {
    words: Vec<Word>,
}

/// A search word, prepared for matching.
#[derive(Debug)]
struct Word {
    /// Normalised by [`plain`].
    text: String,
    letters: Vec<char>,
    /// See [`bits`].
    bits: u64,
    /// How many typos it may have.
    slips: usize,
}

impl Query {
    /// Splits the text into words; punctuation, case and accents are ignored.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { words: text.split_whitespace().map(Word::new).collect() }
    }

    /// The accounts that have every word in the issuer, the name, a tag or a site. If there are
    /// none, those with words that begin like them except for a typo: a letter wrong, missing,
    /// extra, or two letters swapped; long words may have two typos.
    ///
    /// ```
    /// use postern_core::{list::Query, read::parse_uri};
    ///
    /// let named = |issuer| parse_uri(&format!("otpauth://totp/{issuer}:jane?secret=JBSWY3DP"));
    /// let (iata, amadeus) = (named("IATA").unwrap().account, named("Amadeus").unwrap().account);
    /// let all = [(1, &iata), (2, &amadeus)];
    /// assert_eq!(Query::new("iata jane").find(&all), [(1, &iata)]);
    /// // No account has it as it is typed, so one that is almost called so is found.
    /// assert_eq!(Query::new("amadues").find(&all), [(2, &amadeus)]);
    /// ```
    #[must_use]
    pub fn find<'a, Id: Copy>(&self, accounts: &[(Id, &'a Account)]) -> Vec<(Id, &'a Account)> {
        if self.words.is_empty() {
            return accounts.to_vec();
        }
        let texts: Vec<Text> = accounts.iter().map(|(_, account)| Text::of(account)).collect();
        let those = |has: &dyn Fn(&Word, &Text) -> bool| {
            let found = |text: &Text| self.words.iter().all(|word| has(word, text));
            let pairs = accounts.iter().zip(&texts);
            pairs.filter(|(_, text)| found(text)).map(|(account, _)| *account).collect()
        };
        let exact: Vec<_> = those(&Word::is_in);
        if exact.is_empty() { those(&Word::is_near) } else { exact }
    }
}

impl Word {
    fn new(text: &str) -> Self {
        let text = plain(text);
        let letters: Vec<char> = text.chars().collect();
        let slips = match letters.len() {
            4..=7 => 1,
            8..=NEAR_CHARS_MAX => 2,
            _ => 0,
        };
        Self { bits: bits(&text), text, letters, slips }
    }

    fn is_in(&self, text: &Text) -> bool {
        self.bits & !text.bits == 0 && text.plain.contains(&self.text)
    }

    /// Whether the word occurs in a text, or a word there begins nearly like it.
    fn is_near(&self, text: &Text) -> bool {
        let begins = || text.plain.split(is_between).any(|known| self.begins_nearly(known));
        self.is_in(text) || (self.may_be_near(text.bits) && begins())
    }

    /// A typo adds at most one letter; this cheap check rules out most texts.
    fn may_be_near(&self, bits: u64) -> bool {
        let strange = (self.bits & !bits).count_ones();
        self.slips > 0 && usize::try_from(strange).is_ok_and(|count| count <= self.slips)
    }

    /// Whether some prefix of `known` is at most that many typos away, by the optimal string
    /// alignment distance (Damerau 1964).
    fn begins_nearly(&self, known: &str) -> bool {
        if !self.may_be_near(bits(known)) {
            return false;
        }
        // Row by row: distances from the prefixes of this word to one prefix of `known`.
        let (mut before, mut row, mut next) = (Vec::new(), Vec::new(), Vec::new());
        row.extend(0..=self.letters.len());
        let mut last = None;
        for (at, letter) in known.chars().enumerate().take(self.letters.len() + self.slips) {
            next.clear();
            next.push(at + 1);
            let (mut skipped, mut turned) = (at + 1, None);
            let cells = row.iter().zip(row.iter().skip(1)).zip(&self.letters).enumerate();
            for (column, ((changed, missing), wanted)) in cells {
                let mut distance = changed + usize::from(*wanted != letter);
                distance = distance.min(missing + 1).min(skipped + 1);
                if last == Some(*wanted)
                    && turned == Some(letter)
                    && let Some(apart) = column.checked_sub(1).and_then(|at| before.get(at))
                {
                    distance = distance.min(apart + 1);
                }
                next.push(distance);
                (skipped, turned) = (distance, Some(*wanted));
            }
            if skipped <= self.slips {
                return true;
            }
            std::mem::swap(&mut before, &mut row);
            std::mem::swap(&mut row, &mut next);
            last = Some(letter);
        }
        false
    }
}

/// The searchable text of an account.
struct Text {
    plain: String,
    /// See [`bits`].
    bits: u64,
}

impl Text {
    fn of(account: &Account) -> Self {
        let Account { issuer, name, sites, keeping, .. } = account;
        let names = [issuer, name].into_iter().chain(&keeping.tags).map(Name::as_str);
        let mut text = String::with_capacity(64);
        for part in names.chain(sites.iter().map(Site::host)) {
            text.push_str(part);
            text.push(' ');
        }
        let plain = plain(&text);
        Self { bits: bits(&plain), plain }
    }
}

/// Splits names, addresses and hosts at visible boundaries.
fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation()
}

/// Lower case, without accents.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{652}')) {
        let (letter, second) = without_accents(lower_case(c));
        plain.push(letter);
        plain.extend(second);
    }
    plain
}

/// Which letters occur; letters that share a bit are told apart later.
fn bits(text: &str) -> u64 {
    text.chars().fold(0, |bits, letter| bits | 1 << (u32::from(letter) % 64))
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

    /// Checks whether the account is found next to an exact match, and alone.
    #[track_caller]
    fn check(query: &str, finds: bool, nearly: bool) {
        let mut other = account();
        other.issuer = Name::new(query);
        other.name = Name::default();
        other.sites.clear();
        other.keeping = crate::account::Keeping::default();
        let account = account();
        let query = Query::new(query);
        let found = |list: &[(u8, &Account)]| query.find(list).iter().any(|(id, _)| *id == 0);
        assert_eq!(
            (found(&[(0, &account), (1, &other)]), found(&[(0, &account)])),
            (finds, nearly)
        );
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
