//! XML as a sequence of events. Entities that a document defines are ignored: only XML's five
//! predefined entities and character references are replaced.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;

/// Deeper than any real export.
const DEPTH_MAX: usize = 64;

/// The events of a document, with the names of the enclosing elements.
pub(crate) trait Listener {
    /// An element begins; the last name of the path is its own.
    fn begins(&mut self, path: &[String], attribute: &dyn Fn(&str) -> Option<String>);
    /// It ends, with the text directly inside it.
    fn ends(&mut self, path: &[String], text: &str);
}

/// Walks a document; `None` if it is not well-formed or too deep.
pub(crate) fn walk(document: &str, listener: &mut dyn Listener) -> Option<()> {
    let mut reader = Reader::from_str(document);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    let mut path: Vec<String> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                if path.len() == DEPTH_MAX {
                    return None;
                }
                path.push(tag.name().as_ref().to_owned());
                texts.push(String::new());
                let attribute = |wanted: &str| {
                    let found = tag.attributes().flatten();
                    let mut found = found.filter(|one| one.key.as_ref() == wanted);
                    Some(unescape(&found.next()?.value))
                };
                listener.begins(&path, &attribute);
            }
            Event::End(_) => {
                let text = texts.pop()?;
                listener.ends(&path, &text);
                path.pop()?;
            }
            Event::Text(text) => {
                if let Some(to) = texts.last_mut() {
                    to.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(to) = texts.last_mut() {
                    to.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                if let Some(to) = texts.last_mut() {
                    push_entity(to, &entity);
                }
            }
            Event::Eof => return path.is_empty().then_some(()),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// An entity without its `&` and `;`; unknown ones are left as written.
fn push_entity(to: &mut String, entity: &str) {
    let number = entity.strip_prefix('#').and_then(|digits| match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    if let Some(c) = number.and_then(char::from_u32) {
        to.push(c);
    } else if let Some(text) = resolve_xml_entity(entity) {
        to.push_str(text);
    } else {
        to.push('&');
        to.push_str(entity);
        to.push(';');
    }
}

pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let Some((entity, after)) = after.split_once(';') else {
            plain.push('&');
            rest = after;
            continue;
        };
        push_entity(&mut plain, entity);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The strings of an Android app's preferences: `<map><string name="…">…</string></map>`.
pub(crate) fn preferences(document: &str) -> Option<Vec<(String, String)>> {
    #[derive(Default)]
    struct Strings {
        name: Option<String>,
        pairs: Vec<(String, String)>,
    }
    impl Listener for Strings {
        fn begins(&mut self, path: &[String], attribute: &dyn Fn(&str) -> Option<String>) {
            let is_string = matches!(path, [map, string] if map == "map" && string == "string");
            self.name = if is_string { attribute("name") } else { None };
        }

        fn ends(&mut self, _: &[String], text: &str) {
            if let Some(name) = self.name.take() {
                self.pairs.push((name, text.to_owned()));
            }
        }
    }
    let mut strings = Strings::default();
    walk(document, &mut strings)?;
    Some(strings.pairs)
}
