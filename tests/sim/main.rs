//! A simulator of several computers that share their accounts: thousands of histories with bad
//! weather, wrong clocks, crashes, joins and removals, each from a seed. `./build.sh sim` runs many.
//!
//! | file | what it simulates |
//! |---|---|
//! | `weather` | a folder that a cloud client keeps in step, and the browser's account |
//! | `world`, `users`, `ends` | the computers, and what their users do |
//! | `check` | what has to hold when the weather is clear |
//! | `history` | what happens in which order; shortens a history that fails |
//! | `laws` | merging is commutative, associative and idempotent |
#![allow(
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::use_debug,
    reason = "a test that panics has failed, which is what it is for; the seeds come from outside"
)]

mod check;
mod dice;
mod ends;
mod history;
mod laws;
mod users;
mod weather;
mod world;

use postern_core::vault::Layout;

/// Seeds per engine, unless `SIM_SEEDS` says another number.
const SEEDS: u64 = 250;
/// A line is printed after each so many seeds: a long run takes the better part of an hour.
const PROGRESS: u64 = 1000;

#[test]
fn nothing_is_lost_in_a_folder() {
    run(Layout::Folder);
}

#[test]
fn nothing_is_lost_in_the_browsers_account() {
    run(Layout::Account);
}

/// As many as a vault holds, less those that the history adds.
#[test]
#[ignore = "takes minutes; `./build.sh sim` runs it"]
fn nothing_is_lost_of_five_thousand_accounts() {
    for (seed, layout) in [(1, Layout::Folder), (2, Layout::Account), (3, Layout::Folder)] {
        let history = history::History::draw(seed, layout);
        history.replay_with(4_900).unwrap_or_else(|broken| panic!("seed {seed}: {broken}"));
    }
}

fn run(layout: Layout) {
    let seeds = std::env::var("SIM_SEEDS").ok().map_or(SEEDS, |text| text.parse().unwrap());
    let first = std::env::var("SIM_FIRST").ok().map_or(0, |text| text.parse().unwrap());
    for seed in first..first + seeds {
        let done = seed - first;
        if done > 0 && done.is_multiple_of(PROGRESS) {
            eprintln!("{layout:?}: {done} of {seeds} seeds");
        }
        let history = history::History::draw(seed, layout);
        if let Err(broken) = history.replay() {
            let short = history.shortened();
            panic!("seed {seed} in {layout:?}: {broken}\nshortened: {short:#?}");
        }
    }
}
