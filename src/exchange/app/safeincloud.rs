//! SafeInCloud's XML: cards with fields, among them one-time passwords.

use super::login::Login;
use crate::entry::{Also, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::xml::{Listener, walk};

pub(crate) fn read(document: &str) -> Result<Imported, ImportError> {
    let mut labels = Labels::default();
    walk(document, &mut labels).ok_or(ImportError::Damaged)?;
    let mut cards = Cards { labels: labels.0, ..Cards::default() };
    walk(document, &mut cards).ok_or(ImportError::Damaged)?;
    cards.imported.app = "SafeInCloud";
    cards.imported.bounded()
}

/// The ids and names of the labels, which precede or follow the cards.
#[derive(Default)]
struct Labels(Vec<(String, String)>);

impl Listener for Labels {
    fn begins(&mut self, path: &[String], attribute: &dyn Fn(&str) -> Option<String>) {
        if path.last().is_some_and(|name| name == "label") {
            let text = |name| attribute(name).unwrap_or_default();
            self.0.push((text("id"), text("name")));
        }
    }

    fn ends(&mut self, _: &[String], _: &str) {}
}

#[derive(Default)]
struct Cards {
    imported: Imported,
    labels: Vec<(String, String)>,
    tags: Vec<String>,
    title: String,
    is_kept: bool,
    is_pinned: bool,
    kind: String,
    user: String,
    note: String,
    urls: Vec<String>,
    codes: Vec<String>,
}

impl Listener for Cards {
    fn begins(&mut self, path: &[String], attribute: &dyn Fn(&str) -> Option<String>) {
        let is = |name: &str| attribute(name).is_some_and(|text| text == "true");
        match path.last().map(String::as_str) {
            Some("card") => {
                *self = Self {
                    imported: std::mem::take(&mut self.imported),
                    labels: std::mem::take(&mut self.labels),
                    ..Self::default()
                };
                self.title = attribute("title").unwrap_or_default();
                self.is_kept = !is("deleted") && !is("template");
                self.is_pinned = is("star");
            }
            Some("field") => self.kind = attribute("type").unwrap_or_default(),
            _ => {}
        }
    }

    fn ends(&mut self, path: &[String], text: &str) {
        let text = text.trim();
        match path.last().map(String::as_str) {
            Some("field") => match self.kind.as_str() {
                "one_time_password" | "otp" | "totp" if !text.is_empty() => {
                    self.codes.push(text.to_owned());
                }
                "login" | "email" if self.user.is_empty() => text.clone_into(&mut self.user),
                "website" => self.urls.push(text.to_owned()),
                _ => {}
            },
            Some("label_id") => {
                let label = self.labels.iter().find(|(id, _)| id == text);
                self.tags.extend(label.map(|(_, name)| name.clone()));
            }
            Some("notes") => text.clone_into(&mut self.note),
            Some("card") => self.card(),
            _ => {}
        }
    }
}

impl Cards {
    fn card(&mut self) {
        let login = Login {
            title: &self.title,
            user: &self.user,
            also: Also {
                pinned: self.is_pinned,
                note: &self.note,
                urls: self.urls.iter().map(String::as_str).collect(),
                tags: self.tags.iter().map(String::as_str).collect(),
            },
        };
        for code in &self.codes {
            let row = if self.is_kept { login.with(code) } else { Err(SkipReason::Trashed) };
            self.imported.row(&self.title, row);
        }
    }
}
