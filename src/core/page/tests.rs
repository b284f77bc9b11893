//! Every rule decides at least one page: `tests/fixtures/facts.jsonl` has the collector's output
//! for the pages of `tests/fixtures/pages`, with each page's own verdict. Without any one rule, one
//! of them is misread.

use super::facts::FieldFacts;
use super::field::{asked_by, best_by};
use super::score::Rules;
use super::sign::Purpose;
use super::words::Words;
use serde_json::Value;

struct Page {
    name: String,
    /// As returned by [`reading`].
    verdict: String,
    about: String,
    fields: Vec<FieldFacts>,
}

fn pages() -> Vec<Page> {
    let lines = read("tests/fixtures/facts.jsonl");
    let page = |line: &str| {
        let page: Value = serde_json::from_str(line).unwrap();
        let fields = serde_json::from_value(page["fields"].clone()).unwrap();
        let text = |key: &str| page[key].as_str().unwrap().to_owned();
        Page { name: text("page"), verdict: text("verdict"), about: text("about"), fields }
    };
    lines.lines().map(page).collect()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// How a page is read: `totp 1` is filled into its second field even unasked, `likely 1` only if a
/// user asks, and `message` only after a question.
fn reading(rules: &Rules<'_>, page: &Page, words: &Words<'_>) -> String {
    let sure = best_by(rules, &page.fields, &page.about, Some(6), words);
    let asked = || asked_by(rules, &page.fields, &page.about, Some(6), words);
    let (kind, target) = match sure {
        Some(target) if target.judgement.purpose == Purpose::Message => return "message".into(),
        Some(target) => ("totp", target),
        None => match asked() {
            Some(target) => ("likely", target),
            None => return "none".into(),
        },
    };
    let fields: Vec<_> = target.fields.iter().map(ToString::to_string).collect();
    format!("{kind} {}", fields.join(" "))
}

/// True if some page is read differently by these rules than by ours.
fn changes(rules: &Rules<'_>, pages: &[Page], words: &Words<'_>) -> bool {
    let differs = |page: &Page| reading(rules, page, words) != reading(&Rules::OURS, page, words);
    pages.iter().any(differs)
}

/// A list without one of its entries, for each entry.
fn each_without<T: Copy>(list: &[T]) -> impl Iterator<Item = (T, Vec<T>)> {
    list.iter().enumerate().map(|(at, left_out)| {
        let others = list.iter().enumerate().filter(|(other, _)| *other != at);
        (*left_out, others.map(|(_, one)| *one).collect())
    })
}

#[test]
fn every_page_is_read_as_it_says() {
    let (pages, lines) = (pages(), read("extension/core/words.txt"));
    assert!(pages.len() >= 100, "{} pages", pages.len());
    let words = Words::read(&lines);
    let wrong: Vec<_> = pages
        .iter()
        .map(|page| (page, reading(&Rules::OURS, page, &words)))
        .filter(|(page, reading)| *reading != page.verdict)
        .map(|(page, reading)| format!("{}: {reading} instead of {}", page.name, page.verdict))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn without_any_one_of_the_rules_a_page_is_misread() {
    let (pages, lines) = (pages(), read("extension/core/words.txt"));
    let words = Words::read(&lines);
    let ours = Rules::OURS;
    let mut idle = Vec::new();
    let mut demand = |rule: String, rules: &Rules<'_>| {
        if !changes(rules, &pages, &words) {
            idle.push(rule);
        }
    };
    for (left_out, guards) in each_without(ours.guards) {
        demand(format!("{left_out:?}"), &Rules { guards: &guards, ..ours });
    }
    for (left_out, weights) in each_without(ours.weights) {
        demand(format!("{left_out:?}"), &Rules { weights: &weights, ..ours });
    }
    for (left_out, row_guards) in each_without(ours.row_guards) {
        demand(format!("row: {left_out:?}"), &Rules { row_guards: &row_guards, ..ours });
    }
    for (left_out, row_weights) in each_without(ours.row_weights) {
        demand(format!("row: {left_out:?}"), &Rules { row_weights: &row_weights, ..ours });
    }
    for (left_out, tells) in each_without(ours.tells) {
        demand(format!("{left_out:?}"), &Rules { tells: &tells, ..ours });
    }
    assert!(idle.is_empty(), "no page needs these: {idle:#?}");
}

/// The order of the tells matters: the nearer one decides.
#[test]
fn the_order_of_the_tells_decides_pages() {
    let (pages, lines) = (pages(), read("extension/core/words.txt"));
    let words = Words::read(&lines);
    let backwards: Vec<_> = Rules::OURS.tells.iter().rev().copied().collect();
    let rules = Rules { tells: &backwards, ..Rules::OURS };
    assert!(changes(&rules, &pages, &words));
}
