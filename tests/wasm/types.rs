//! The core's own types deserialise page facts; their TypeScript spelling is written by hand.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

use postern_core::page::{ButtonFacts, FieldFacts, FrameFacts, Said, Traces};
use serde_json::{Value, to_value};
use std::collections::BTreeSet;

const TYPES: &str = include_str!("../../src/wasm/windows/facts.ts");

/// The names of an interface's fields.
fn names(interface: &str) -> BTreeSet<String> {
    let start = format!("export interface {interface} {{\n");
    let body = TYPES.split(&start).nth(1).unwrap().split("\n}").next().unwrap();
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("/**"));
    lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn typescript_names_what_the_core_reads() {
    for (interface, facts) in [
        ("FieldFacts", to_value(FieldFacts::default())),
        ("ButtonFacts", to_value(ButtonFacts::default())),
        ("FrameFacts", to_value(FrameFacts::default())),
        ("SaidFacts", to_value(Said::default())),
        ("Traces", to_value(Traces::default())),
    ] {
        let Ok(Value::Object(facts)) = facts else { panic!("{interface} is an object") };
        let read: BTreeSet<String> = facts.keys().cloned().collect();
        assert!(read.len() > 2);
        assert_eq!(names(interface), read, "{interface}");
    }
}
