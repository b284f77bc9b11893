//! The shipped table of public suffixes, checked against every rule of its source list.

use crate::path;
use postern_core::account::Site;
use postern_core::account::{covers, is_public_suffix, parents};
use std::collections::BTreeSet;

/// A label that does not occur in any rule.
const STRANGER: &str = "x--x";

/// The rules of a list, in punycode, and its reference algorithm.
struct List {
    rules: BTreeSet<String>,
}

impl List {
    fn read() -> Self {
        let lines = text().lines().map(str::trim).collect::<Vec<_>>().join("\n");
        let rules = lines.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
        let ascii = |rule: &str| rule.split('.').map(ascii_label).collect::<Vec<_>>().join(".");
        let rules = Self { rules: rules.map(ascii).collect() };
        assert!(rules.rules.len() > 10_000, "{} rules", rules.rules.len());
        rules
    }

    /// The names of the rules, with a label in place of `*`; without the exceptions.
    fn suffixes(&self) -> Vec<String> {
        let usual = self.rules.iter().filter(|rule| !rule.starts_with('!'));
        usual.map(|rule| rule.replace('*', STRANGER)).collect()
    }

    fn exceptions(&self) -> Vec<&str> {
        self.rules.iter().filter_map(|rule| rule.strip_prefix('!')).collect()
    }

    /// publicsuffix.org/list, "Algorithm": how many labels of a name form its public suffix.
    fn suffix_labels(&self, name: &str) -> usize {
        let mut longest = 1;
        for above in upwards(name) {
            let labels = above.split('.').count();
            if self.rules.contains(&format!("!{above}")) {
                return labels - 1;
            }
            let parent = above.split_once('.').map(|(_, parent)| parent);
            let is_wildcard = parent.is_some_and(|of| self.rules.contains(&format!("*.{of}")));
            if self.rules.contains(above) || is_wildcard {
                longest = longest.max(labels);
            }
        }
        longest
    }

    /// Whether different owners may have names directly below this one.
    fn is_shared(&self, name: &str) -> bool {
        let below = format!("{STRANGER}.{name}");
        let is_suffix = |name: &str| self.suffix_labels(name) == name.split('.').count();
        is_suffix(name) || is_suffix(&below)
    }
}

fn text() -> String {
    std::fs::read_to_string(path("tests/fixtures/sites/public_suffix_list.dat")).unwrap()
}

/// A name and all its parents, itself first.
fn upwards(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, parent)| parent))
}

fn wide(host: &str) -> Site {
    Site::from_text(&format!("*.{host}")).unwrap()
}

fn page(host: &str) -> Site {
    Site::from_origin(&format!("https://{host}")).unwrap()
}

#[test]
fn every_name_on_the_list_is_answered_as_the_list_says() {
    let list = List::read();
    let suffixes = list.suffixes();
    let mut names: BTreeSet<&str> = suffixes.iter().flat_map(|name| upwards(name)).collect();
    names.extend(list.exceptions().into_iter().flat_map(upwards));
    for suffix in &suffixes {
        assert!(is_public_suffix(suffix), "{suffix}");
    }
    for name in list.exceptions() {
        assert!(!is_public_suffix(name), "{name}");
    }
    for name in names {
        assert_eq!(is_public_suffix(name), list.is_shared(name), "{name}");
    }
}

/// `suffix.rs` says about one in 540; twice as many would mean that the hash is a bad one.
#[test]
fn few_names_are_mistaken_for_a_suffix() {
    let count = 4_000;
    let names = (0..count).map(|at| format!("portal{at}.example.org"));
    let wrong = names.filter(|name| is_public_suffix(name)).count();
    assert!(wrong < count / 270, "{wrong} of {count}");
}

/// The owner of a name directly below a public suffix is a stranger to everyone above it.
#[test]
fn no_binding_above_a_public_suffix_can_be_chosen_or_covers_a_stranger() {
    let list = List::read();
    for suffix in list.suffixes() {
        let stranger = page(&format!("{STRANGER}.{suffix}"));
        let choices = parents(&stranger);
        for above in upwards(&suffix) {
            assert!(!choices.contains(&wide(above)), "*.{above} for {stranger}");
            assert!(!covers(&wide(above), &stranger), "*.{above} covers {stranger}");
        }
    }
    for name in list.exceptions() {
        assert!(parents(&page(name)).contains(&wide(name)), "{name}");
        assert!(covers(&wide(name), &page(&format!("{STRANGER}.{name}"))), "{name}");
    }
}

#[test]
fn names_with_a_trailing_dot_match_only_each_other() {
    for (above, below) in [("mt.eu.org", "a.mt.eu.org"), ("co.uk", "a.co.uk"), ("ck", "a.ck")] {
        assert!(is_public_suffix(&format!("{above}.")), "{above}");
        assert!(parents(&page(&format!("{below}."))).iter().all(|site| site.host() != above));
        assert!(!covers(&wide(&format!("{above}.")), &page(&format!("{below}."))), "{above}");
        assert!(!covers(&wide(above), &page(&format!("{below}."))), "{above}");
    }
    assert!(covers(&wide("iata.org."), &page("portal.iata.org.")));
}

#[test]
fn the_table_states_the_version_of_its_list() {
    let list = text();
    let source = std::fs::read_to_string(path("src/core/account/exceptions.rs")).unwrap();
    for field in ["VERSION: ", "COMMIT: "] {
        let line = list.lines().find_map(|line| line.strip_prefix("// ")?.strip_prefix(field));
        let line = format!("{field}{}", line.unwrap());
        assert!(source.contains(&line), "{line}; run node tools/suffixes.mjs");
    }
    assert!(list.contains("Mozilla Public\n// License, v. 2.0"));
    assert!(list.contains("===BEGIN PRIVATE DOMAINS==="));
}

/// A label as it appears in hosts: unchanged, or in punycode — RFC 3492 §6.3. (The list is in lower
/// case.)
fn ascii_label(label: &str) -> String {
    const INITIAL_N: u32 = 128;
    const INITIAL_BIAS: u32 = 72;
    let rest: Vec<u32> = label.chars().map(u32::from).filter(|c| *c >= INITIAL_N).collect();
    if rest.is_empty() {
        return label.to_owned();
    }
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).unwrap();
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0, INITIAL_BIAS, basic);
    let count = u32::try_from(label.chars().count()).unwrap();
    while handled < count {
        let next = rest.iter().copied().filter(|c| *c >= n).min().unwrap();
        delta += (next - n) * (handled + 1);
        n = next;
        for c in label.chars().map(u32::from) {
            delta += u32::from(c < n);
            if c == n {
                push_number(&mut out, delta, bias);
                bias = adapted(delta, handled + 1, handled == basic);
                (delta, handled) = (0, handled + 1);
            }
        }
        (delta, n) = (delta + 1, n + 1);
    }
    format!("xn--{out}")
}

/// Appends a number in digits whose weights depend on the bias.
fn push_number(out: &mut String, mut number: u32, bias: u32) {
    let digit = |value: u32| char::from_digit(value, 36).unwrap();
    // RFC 3492 orders a … z before 0 … 9.
    let digit = |value: u32| match value {
        0..=25 => char::from(b'a' + u8::try_from(value).unwrap()),
        _ => digit(value - 26),
    };
    for at in (36..).step_by(36) {
        let least = if at <= bias { 1 } else { (at - bias).min(26) };
        if number < least {
            break;
        }
        out.push(digit(least + (number - least) % (36 - least)));
        number = (number - least) / (36 - least);
    }
    out.push(digit(number));
}

/// RFC 3492 §6.1.
fn adapted(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / points;
    let mut steps = 0;
    while delta > 35 * 26 / 2 {
        (delta, steps) = (delta / 35, steps + 36);
    }
    steps + 36 * delta / (delta + 38)
}
